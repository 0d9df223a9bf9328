# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Forms of the calendar. Periods are entered as their first and last night, as a person counts them."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from ..domain.take_nights import take_nights
from ..errors import NightsTaken
from ..models import Extra, Occupancy, Rate, Restriction, Season
from .policies import units_for

DAY = timedelta(days=1)
WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class OwnUnitForm(WagtailAdminModelForm):
    """Offers only the units the person may touch, and accepts no other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action = "change" if self.instance.pk else "add"
        self.fields["unit"].queryset = units_for(self.for_user, action, self._meta.model)
        self.fields["unit"].label_from_instance = lambda unit: f"{unit.parent.title}: {unit.title}" if unit.parent_id else unit.title


class PeriodForm(OwnUnitForm):
    first_night = forms.DateField(label=_("First night"), widget=AdminDateInput)
    last_night = forms.DateField(label=_("Last night"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.period:
            self.initial |= {"first_night": self.instance.period.lower, "last_night": self.instance.period.upper - DAY}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("first_night"), data.get("last_night")
        if first and last and last < first:
            self.add_error("last_night", _("The last night lies before the first."))
        elif last and last.year > date.today().year + 20:  # noqa: DTZ011 a bound, not a moment
            self.add_error("last_night", _("This lies too far ahead."))
        elif first and last:
            self.instance.period = DateRange(first, last + DAY)
        return data


class RateForm(OwnUnitForm):
    closed_arrival_weekdays = forms.TypedMultipleChoiceField(
        label=_("no arrival on"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    closed_departure_weekdays = forms.TypedMultipleChoiceField(
        label=_("no departure on"), choices=WEEKDAYS, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Rate
        fields = [
            "unit",
            "night",
            "weekend_night",
            "included_guests",
            "extra_guest",
            "weekly_discount_percent",
            "monthly_discount_percent",
            "cleaning_fee",
            "min_nights",
            "max_nights",
            "notice_days",
            "window_days",
            "closed_arrival_weekdays",
            "closed_departure_weekdays",
        ]


class SeasonForm(PeriodForm):
    class Meta:
        model = Season
        fields = ["unit", "name", "name_en", "name_de", "first_night", "last_night", "night", "weekend_night", "min_nights"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and (unit := data.get("unit")):
            others = Season.objects.filter(unit=unit, period__overlap=self.instance.period).exclude(pk=self.instance.pk)
            if others.exists():
                raise forms.ValidationError(_("Another season of this unit has some of these nights."))
        return data


class RestrictionForm(PeriodForm):
    class Meta:
        model = Restriction
        fields = ["unit", "first_night", "last_night", "min_nights", "max_nights", "closed_to_arrival", "closed_to_departure"]


class ExtraForm(OwnUnitForm):
    class Meta:
        model = Extra
        fields = ["unit", "name", "name_en", "name_de", "price", "per", "mandatory"]


class ClosureForm(PeriodForm):
    class Meta:
        model = Occupancy
        fields = ["unit", "first_night", "last_night", "note"]

    def _post_clean(self) -> None:
        """The row is written by `take_nights` alone, which asks the constraint; there is nothing to validate before."""

    def save(self, commit: bool = True) -> Occupancy:
        """Takes the nights. Raises `NightsTaken`, which the view says."""
        data = self.cleaned_data
        self.instance = take_nights(
            unit=data["unit"],
            check_in=data["first_night"],
            check_out=data["last_night"] + DAY,
            kind=Occupancy.Kind.CLOSURE,
            note=data["note"],
        )
        return self.instance

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and (unit := data.get("unit")):
            taken = Occupancy.objects.filter(unit=unit, period__overlap=DateRange(data["first_night"], data["last_night"] + DAY))
            if taken.exclude(kind=Occupancy.Kind.HOLD).exists():
                raise forms.ValidationError(str(NightsTaken().message))
        return data
