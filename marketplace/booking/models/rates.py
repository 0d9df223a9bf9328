# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.localised import LocalisedMixin

from .calendar import one

MONEY: dict[str, Any] = {"max_digits": 8, "decimal_places": 2}


def costs_something(name: str) -> models.CheckConstraint:
    """A weekend night has no price of its own, or one above nothing."""
    return models.CheckConstraint(
        condition=Q(weekend_night__isnull=True) | Q(weekend_night__gt=0),
        name=name,
        violation_error_message=_("The price of Friday and Saturday nights must be above zero, or empty."),
    )


def has_days(name: str) -> models.CheckConstraint:
    """A period has a first and a last day: prices and rules count on both."""
    return models.CheckConstraint(
        condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
        name=name,
        violation_error_message=_("A period needs a first and a last day."),
    )


class Rate(models.Model):
    """What a night of a unit costs, in EUR, tax included, and the rules of arriving. Weekdays are 0 (Monday) to 6."""

    unit = models.OneToOneField("catalogue.Unit", models.CASCADE, related_name="rate")
    night = models.DecimalField(_("per night"), **MONEY)
    weekend_night = models.DecimalField(_("Friday and Saturday night"), null=True, blank=True, **MONEY)
    included_guests = models.PositiveSmallIntegerField(_("guests included"), default=2)
    extra_guest = models.DecimalField(_("each further guest, per night"), default=0, **MONEY)
    weekly_discount_percent = models.PositiveSmallIntegerField(_("discount from 7 nights, %"), default=0)
    monthly_discount_percent = models.PositiveSmallIntegerField(_("discount from 28 nights, %"), default=0)
    cleaning_fee = models.DecimalField(_("cleaning fee"), default=0, **MONEY)
    min_nights = models.PositiveSmallIntegerField(_("nights at least"), default=1)
    max_nights = models.PositiveSmallIntegerField(_("nights at most"), default=30)
    notice_days = models.PositiveSmallIntegerField(
        _("days of notice"), default=0, help_text=_("0: until the check-in hour of the same day")
    )
    window_days = models.PositiveSmallIntegerField(_("can be booked for so many days ahead"), default=540)
    closed_arrival_weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("no arrival on"))
    closed_departure_weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("no departure on"))

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            models.CheckConstraint(
                condition=Q(night__gt=0, extra_guest__gte=0, cleaning_fee__gte=0),
                name="rate_money_sane",
                violation_error_message=_("A night costs more than zero, and no fee is below zero."),
            ),
            models.CheckConstraint(
                condition=Q(min_nights__gte=1) & Q(max_nights__gte=models.F("min_nights")),
                name="rate_nights_sane",
                violation_error_message=_("A stay has at least one night, and at most no fewer nights than at least."),
            ),
            models.CheckConstraint(
                condition=Q(weekly_discount_percent__lt=100, monthly_discount_percent__lt=100),
                name="rate_discounts_are_shares",
                violation_error_message=_("A discount is less than 100 %."),
            ),
            costs_something("rate_weekend_costs_something"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.night} €"


class Season(LocalisedMixin, models.Model):
    """Other prices for the nights of a period. Seasons of a unit do not overlap."""

    unit = models.ForeignKey("catalogue.Unit", models.CASCADE, related_name="seasons")
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name, English"), max_length=60, blank=True)
    name_de = models.CharField(_("name, German"), max_length=60, blank=True)
    period = DateRangeField(_("nights"))
    night = models.DecimalField(_("per night"), **MONEY)
    weekend_night = models.DecimalField(_("Friday and Saturday night"), null=True, blank=True, **MONEY)
    min_nights = models.PositiveSmallIntegerField(_("nights at least"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("of prices", "season")
        verbose_name_plural = _("seasons")
        constraints = [
            ExclusionConstraint(
                name="seasons_do_not_overlap",
                expressions=[(one("unit_id"), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(night__gt=0), name="season_costs_something", violation_error_message=_("A night costs more than zero.")
            ),
            costs_something("season_weekend_costs_something"),
            has_days("season_has_nights"),
        ]

    def __str__(self) -> str:
        return self.name


class Restriction(models.Model):
    """Rules for a period that go before the rate's and the season's. Arrival rules look at the day of check-in, departure rules at check-out."""

    unit = models.ForeignKey("catalogue.Unit", models.CASCADE, related_name="restrictions")
    period = DateRangeField(_("days"))
    min_nights = models.PositiveSmallIntegerField(_("nights at least"), null=True, blank=True)
    max_nights = models.PositiveSmallIntegerField(_("nights at most"), null=True, blank=True)
    closed_to_arrival = models.BooleanField(_("no arrival"), default=False)
    closed_to_departure = models.BooleanField(_("no departure"), default=False)

    class Meta:
        verbose_name = _("restriction")
        verbose_name_plural = _("restrictions")
        constraints = [has_days("restriction_has_days")]

    def __str__(self) -> str:
        return str(self.period)


class Extra(LocalisedMixin, models.Model):
    """Something added to a stay: breakfast, a cot, a bike, wood for the fire."""

    class Per(models.TextChoices):
        STAY = "stay", _("per stay")
        NIGHT = "night", _("per night")
        GUEST = "guest", _("per guest")
        GUEST_NIGHT = "guest_night", _("per guest and night")

    unit = models.ForeignKey("catalogue.Unit", models.CASCADE, related_name="extras")
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name, English"), max_length=80, blank=True)
    name_de = models.CharField(_("name, German"), max_length=80, blank=True)
    price = models.DecimalField(_("price"), **MONEY)
    per = models.CharField(_("per"), max_length=12, choices=Per.choices, default=Per.STAY)
    mandatory = models.BooleanField(_("always included in the price"), default=False)

    class Meta:
        verbose_name = _("extra")
        verbose_name_plural = _("extras")
        constraints = [
            models.CheckConstraint(
                condition=Q(price__gte=0), name="extra_not_negative", violation_error_message=_("A price is not below zero.")
            )
        ]

    def __str__(self) -> str:
        return self.name
