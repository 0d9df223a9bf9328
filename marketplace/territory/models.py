# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _


class Municipality(models.Model):
    """A municipality as reference data (source: ISTAT boundaries 2023). Names are proper names: not translated."""

    istat = models.CharField(_("ISTAT code"), max_length=6, unique=True)
    cadastral = models.CharField(_("cadastral code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    province = models.CharField(_("province"), max_length=2)
    area = models.CharField(_("area"), max_length=60)
    longitude = models.FloatField()
    latitude = models.FloatField()
    boundary = models.JSONField(_("boundary"), help_text=_("GeoJSON geometry, WGS 84"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name


class TouristTaxTariff(models.Model):
    """What a municipality asks for a night, per person, in EUR; for any night at most one tariff. No tariff known is not zero: then the tax is paid at the stay."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="tariffs")
    amount = models.DecimalField(_("per person and night, EUR"), max_digits=6, decimal_places=2)
    max_nights = models.PositiveSmallIntegerField(_("taxed nights at most, per stay"), null=True, blank=True)
    exempt_under_age = models.PositiveSmallIntegerField(_("exempt below this age"), default=0)
    valid_from = models.DateField(_("first night"))
    valid_until = models.DateField(_("last night"), null=True, blank=True)
    source = models.CharField(_("act or page it is taken from"), max_length=300)

    class Meta:
        verbose_name = _("tourist tax tariff")
        verbose_name_plural = _("tourist tax tariffs")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="tariff_not_negative", violation_error_message=_("A tax is not below zero.")
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="tariff_dates_in_order",
                violation_error_message=_("The last night lies before the first."),
            ),
            # Ranges of one id, so that GiST takes them without the btree_gist extension; the least, since a reversed range is an error.
            ExclusionConstraint(
                name="one_tariff_a_night",
                expressions=[
                    (Func(F("municipality"), F("municipality"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func(Least("valid_from", "valid_until"), F("valid_until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Another tariff of this municipality is valid on some of these nights: end that one first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.amount} €"
