# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Fields of forms that ask for nights."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .stay_request import OLDEST_CHILD


class _Ages(forms.SelectMultiple):
    """One select a child (`children` of them), all of one name; those not chosen send an empty value."""

    template_name = "booking/children_ages.html"
    use_fieldset = True
    children = 0

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["selects"] = age_selects(given=value or [], children=self.children)
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in super().value_from_datadict(data, files, name) or [] if value]


class ChildrenAgesField(forms.TypedMultipleChoiceField):
    """Ages of children in years, as far as they are given: the tourist tax of some municipalities depends on them."""

    widget = _Ages

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[(str(age), str(age)) for age in range(OLDEST_CHILD + 1)],
            coerce=int,
            empty_value=[],
            required=False,
            error_messages={"invalid_choice": _("The age of a child is a number of years from 0 to 17.")},
            **kwargs,
        )


def age_selects(*, given: Sequence[Any], children: int) -> list[list[tuple[int, bool]]]:
    """One select a child: each age, and whether it was chosen."""
    chosen = [str(age) for age in given][:children]
    return [[(age, child < len(chosen) and chosen[child] == str(age)) for age in range(OLDEST_CHILD + 1)] for child in range(children)]


def ages_of(*, ages: list[int], children: int) -> list[int]:
    """Not more ages than children."""
    return ages[:children]
