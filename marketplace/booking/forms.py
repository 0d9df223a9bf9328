# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Fields of forms that ask for nights."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

OLDEST_CHILD = 17


class _Ages(forms.SelectMultiple):
    """One select a child, all of one name; those not chosen send an empty value."""

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


def ages_of(*, ages: list[int], children: int) -> list[int]:
    """Not more ages than children."""
    return ages[:children]
