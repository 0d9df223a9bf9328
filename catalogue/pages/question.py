# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a visitor asks a stay for: dates, guests, one unit, a month of the calendar."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.booking.forms import ChildrenAgesField, age_selects, ages_of

LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=900)
MOST_GUESTS = 30


class Question(forms.Form):
    """All fields may be missing: without dates there is no price, only the calendar."""

    check_in = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _("The check-in is not a date, as 2027-05-21.")}
    )
    check_out = forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": _("The check-out is not a date, as 2027-05-21.")}
    )
    adults = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_GUESTS,
        error_messages={
            "invalid": _("The number of adults is not a number."),
            "min_value": _("At least one adult must be among the guests."),
            "max_value": _("So many guests are more than any place here takes."),
        },
    )
    children = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_GUESTS,
        error_messages={
            "invalid": _("The number of children is not a number."),
            "min_value": _("The number of children cannot be negative."),
            "max_value": _("So many guests are more than any place here takes."),
        },
    )
    children_ages = ChildrenAgesField()
    unit = forms.IntegerField(required=False, min_value=1, max_value=2**62, error_messages={"invalid": _("There is no such room here.")})
    month = forms.DateField(required=False, input_formats=["%Y-%m"], error_messages={"invalid": _("The month is not a month, as 2027-05.")})

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        check_in, check_out, today = values.get("check_in"), values.get("check_out"), timezone.localdate()
        if check_in and check_in < today:
            self.add_error("check_in", _("The check-in lies in the past."))
        if check_in and check_in > today + FURTHEST:
            self.add_error("check_in", _("The check-in lies too far ahead."))
        if check_in and check_out and check_out <= check_in:
            self.add_error("check_out", _("The check-out must be at least one day after the check-in."))
        elif check_in and check_out and check_out - check_in > LONGEST:
            self.add_error("check_out", _("So many nights cannot be booked at once."))
        month = values.get("month")
        if month and not today - timedelta(days=62) <= month <= today + FURTHEST:
            self.add_error("month", _("The calendar does not reach that month."))
        return values

    @property
    def sentences(self) -> list[str]:
        """All errors, each once."""
        return list(dict.fromkeys(str(error) for errors in self.errors.values() for error in errors))

    def value(self, name: str, default: Any = None) -> Any:
        return getattr(self, "cleaned_data", {}).get(name) or default

    @property
    def dates(self) -> tuple[date, date] | None:
        """Both dates, when both are given and good."""
        check_in, check_out = self.value("check_in"), self.value("check_out")
        return (check_in, check_out) if check_in and check_out else None

    @property
    def ages(self) -> list[int]:
        """The ages given, not more than there are children."""
        return ages_of(ages=self.value("children_ages", []), children=self.value("children", 0))

    @property
    def age_selects(self) -> list[list[tuple[int, bool]]]:
        """One select a child: each age, and whether it was chosen."""
        return age_selects(given=self.ages, children=self.value("children", 0))
