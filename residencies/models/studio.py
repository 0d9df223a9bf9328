# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.fields import ChoiceArrayField
from catalogue.models.moderated import Moderated

from ..vocabulary import Equipment


class Studio(Moderated):
    """A room to work in: its size, what stands in it, and how one gets in."""

    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, related_name="studios", verbose_name=_("municipality"))
    stay = models.ForeignKey(
        "catalogue.Stay",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="studios",
        verbose_name=_("stay"),
        help_text=_("The building it is in, where one can also sleep"),
    )
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name, English"), max_length=120, blank=True)
    name_de = models.CharField(_("name, German"), max_length=120, blank=True)
    square_metres = models.PositiveSmallIntegerField(_("size, m²"))
    equipment = ChoiceArrayField(
        models.CharField(max_length=20, choices=Equipment.choices), default=list, blank=True, verbose_name=_("equipment")
    )
    step_free = models.BooleanField(_("step-free"), default=False)
    door_cm = models.PositiveSmallIntegerField(_("narrowest door, cm"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("artists at once"), default=1)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description, English"), blank=True)
    description_de = models.TextField(_("description, German"), blank=True)
    picture = models.ForeignKey("catalogue.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture"))

    class Meta:
        verbose_name = _("studio")
        verbose_name_plural = _("studios")
        constraints = [models.CheckConstraint(condition=Q(square_metres__gte=1, capacity__gte=1), name="studio_has_room")]

    def __str__(self) -> str:
        return self.name

    @property
    def equipment_words(self) -> list[str]:
        return [str(word.label) for word in Equipment if word in self.equipment]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "residencies/studio_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        return {"studio": self}
