# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..fields import ChoiceArrayField
from ..validators import normalise_cin, validate_cin, validate_cir
from ..vocabulary import Amenity, BuildingKind, CancellationTier, GasSafety, UnitKind
from .moderated import Placed
from .product import Product


class Stay(Placed, Product):
    """A building brought back to use, with one or more units to sleep in. Clock times are Europe/Rome."""

    engine_structure = "parent"
    engine_class = "stay"
    not_in_drafts = ("cin_verified_at",)

    building_kind = models.CharField(_("kind of building"), max_length=20, choices=BuildingKind.choices)
    was = models.TextField(_("what it was"), blank=True)
    was_en = models.TextField(_("what it was, English"), blank=True)
    was_de = models.TextField(_("what it was, German"), blank=True)
    closed_year = models.PositiveSmallIntegerField(_("closed in"), null=True, blank=True)
    restored_year = models.PositiveSmallIntegerField(_("restored in"), null=True, blank=True)
    restored_by = models.CharField(_("restored by"), max_length=160, blank=True)
    restored_by_en = models.CharField(_("restored by, English"), max_length=160, blank=True)
    restored_by_de = models.CharField(_("restored by, German"), max_length=160, blank=True)
    funding = models.CharField(_("with what money"), max_length=200, blank=True)
    funding_en = models.CharField(_("with what money, English"), max_length=200, blank=True)
    funding_de = models.CharField(_("with what money, German"), max_length=200, blank=True)
    before_picture = models.ForeignKey(
        "catalogue.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("before")
    )
    after_picture = models.ForeignKey("catalogue.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("after"))

    cin = models.CharField("CIN", max_length=18, blank=True, help_text=_("National code; needed to publish"))
    cir = models.CharField("CIR", max_length=16, blank=True, validators=[validate_cir])
    cin_verified_at = models.DateTimeField(_("CIN verified on"), null=True, blank=True)

    # Safety devices, as the host declares them (D.L. 145/2023, art. 13-ter, c. 7).
    gas_safety = models.CharField(_("gas and carbon monoxide"), max_length=10, choices=GasSafety.choices, blank=True)
    fire_extinguishers = models.PositiveSmallIntegerField(
        _("portable fire extinguishers"), null=True, blank=True, help_text=_("One for each 200 m², and at least one a floor")
    )

    check_in_from = models.TimeField(_("check-in from"), default="15:00")
    check_in_until = models.TimeField(_("check-in until"), default="20:00")
    check_out_by = models.TimeField(_("check-out by"), default="10:30")
    house_rules = models.TextField(_("house rules"), blank=True)
    house_rules_en = models.TextField(_("house rules, English"), blank=True)
    house_rules_de = models.TextField(_("house rules, German"), blank=True)
    arrival = models.TextField(_("how to arrive"), blank=True, help_text=_("Sent to the guest after booking"))
    arrival_en = models.TextField(_("how to arrive, English"), blank=True)
    arrival_de = models.TextField(_("how to arrive, German"), blank=True)
    without_car = models.TextField(_("how to come without a car"), blank=True)
    without_car_en = models.TextField(_("how to come without a car, English"), blank=True)
    without_car_de = models.TextField(_("how to come without a car, German"), blank=True)

    amenities = ChoiceArrayField(
        models.CharField(max_length=20, choices=Amenity.choices), default=list, blank=True, verbose_name=_("amenities")
    )
    charger_kw = models.DecimalField(_("charger, kW"), max_digits=5, decimal_places=1, null=True, blank=True)
    door_cm = models.PositiveSmallIntegerField(_("narrowest door, cm"), null=True, blank=True)
    entrance_steps = models.PositiveSmallIntegerField(_("steps at the entrance"), null=True, blank=True)
    bathroom_turning_cm = models.PositiveSmallIntegerField(_("free space in the bathroom, cm"), null=True, blank=True)
    accessibility_measured_on = models.DateField(_("measured on"), null=True, blank=True)

    cancellation_tier = models.CharField(
        _("cancellation"), max_length=20, choices=CancellationTier.choices, default=CancellationTier.MODERATE
    )
    instant_booking = models.BooleanField(
        _("instant booking"), default=True, help_text=_("Otherwise the host accepts each request within 48 hours")
    )

    class Meta:
        verbose_name = _("stay")
        verbose_name_plural = _("stays")
        constraints = [
            # A stay without a code in the format of a CIN is not public, whatever path published it.
            models.CheckConstraint(condition=Q(cin="") | Q(cin__regex=r"^IT[0-9]{6}[A-Z0-9]{2}[A-Z0-9]{1,8}$"), name="stay_cin_format"),
        ]

    def clean(self) -> None:
        super().clean()
        if self.cin:
            validate_cin(self.cin)
            self.cin = normalise_cin(self.cin)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:stay", kwargs={"slug": self.slug})


class Unit(Product):
    """A room, a flat or the whole house: what is held and booked. Child product of a stay."""

    engine_structure = "child"

    kind = models.CharField(_("kind"), max_length=10, choices=UnitKind.choices, default=UnitKind.ROOM)
    capacity = models.PositiveSmallIntegerField(_("guests at most"))
    bedrooms = models.PositiveSmallIntegerField(_("bedrooms"), default=1)
    double_beds = models.PositiveSmallIntegerField(_("double beds"), default=1)
    single_beds = models.PositiveSmallIntegerField(_("single beds"), default=0)
    bathrooms = models.PositiveSmallIntegerField(_("bathrooms"), default=1)
    size_m2 = models.PositiveSmallIntegerField(_("size, m²"), null=True, blank=True)
    amenities = ChoiceArrayField(
        models.CharField(max_length=20, choices=Amenity.choices), default=list, blank=True, verbose_name=_("amenities")
    )

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [models.CheckConstraint(condition=Q(capacity__gte=1), name="unit_sleeps_someone")]

    @property
    def stay(self) -> Stay:
        """The building; select_related("parent__stay") saves the query."""
        return self.parent.stay

    def get_absolute_url(self) -> str:
        return f"{self.stay.get_absolute_url()}#unit-{self.pk}"
