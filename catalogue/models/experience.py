# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..fields import ChoiceArrayField
from ..vocabulary import CancellationTier, ExperienceKind
from .moderated import Placed
from .product import Product


class Experience(Placed, Product):
    """Something to do in company, on the dates of its sessions. Price per person, EUR."""

    engine_structure = "parent"
    engine_class = "experience"

    kind = models.CharField(_("kind"), max_length=20, choices=ExperienceKind.choices)
    price = models.DecimalField(_("price per person, EUR"), max_digits=8, decimal_places=2)
    duration_minutes = models.PositiveSmallIntegerField(_("duration, minutes"))
    min_age = models.PositiveSmallIntegerField(_("from age"), default=0)
    languages = ChoiceArrayField(
        models.CharField(max_length=2, choices=settings.LANGUAGES), default=list, verbose_name=_("spoken languages")
    )
    meeting_point = models.CharField(_("meeting point"), max_length=200, blank=True)
    meeting_point_en = models.CharField(_("meeting point, English"), max_length=200, blank=True)
    meeting_point_de = models.CharField(_("meeting point, German"), max_length=200, blank=True)
    included = models.TextField(_("what is included"), blank=True)
    included_en = models.TextField(_("what is included, English"), blank=True)
    included_de = models.TextField(_("what is included, German"), blank=True)
    step_free = models.BooleanField(_("step-free"), default=False)
    cancellation_tier = models.CharField(
        _("cancellation"), max_length=20, choices=CancellationTier.choices, default=CancellationTier.FLEXIBLE
    )

    class Meta:
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")
        constraints = [models.CheckConstraint(condition=Q(price__gte=0), name="experience_price_not_negative")]

    def get_absolute_url(self) -> str:
        return reverse("catalogue:experience", kwargs={"slug": self.slug})


class Session(Product):
    """One date of an experience. Child product; places are taken by conditional UPDATE only (`booking.domain`)."""

    engine_structure = "child"
    not_in_drafts = ("places_taken",)

    starts_at = models.DateTimeField(_("starts at"))
    capacity = models.PositiveSmallIntegerField(_("places"))
    places_taken = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(condition=Q(places_taken__lte=F("capacity")), name="session_never_oversold"),
        ]

    @property
    def experience(self) -> Experience:
        return self.parent.experience

    def clean(self) -> None:
        super().clean()
        self.check_enough()

    def check_enough(self) -> None:
        """Raises ValidationError when fewer places are offered than are taken."""
        if self.capacity is not None and self.capacity < self.places_taken:
            raise ValidationError({"capacity": _("%(taken)d places are taken already.") % {"taken": self.places_taken}})

    @property
    def places_left(self) -> int:
        return self.capacity - self.places_taken

    def get_absolute_url(self) -> str:
        return f"{self.experience.get_absolute_url()}#session-{self.pk}"
