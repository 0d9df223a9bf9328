# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who reads, by what measures, and what they say. Jurors see applications only through `residencies.jury`, which redacts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from marketplace.localised import LocalisedMixin


class Criterion(LocalisedMixin, Orderable):
    """One measure of a call, with its weight and scale; drafted and published with the call."""

    call = ParentalKey("residencies.Call", on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name, English"), max_length=80, blank=True)
    name_de = models.CharField(_("name, German"), max_length=80, blank=True)
    help = models.CharField(_("what is meant"), max_length=300, blank=True)
    help_en = models.CharField(_("what is meant, English"), max_length=300, blank=True)
    help_de = models.CharField(_("what is meant, German"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    lowest = models.PositiveSmallIntegerField(_("lowest score"), default=0)
    highest = models.PositiveSmallIntegerField(_("highest score"), default=5)

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="criterion_weighs_something"),
            models.CheckConstraint(condition=Q(lowest__lt=F("highest"), highest__lte=100), name="criterion_scale_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.t.name)


class Juror(models.Model):
    """A person who reads for one stage of a call. Invited by mail; reads only once accepted and conflicts declared."""

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("juror", "Invited")
        ACCEPTED = "accepted", pgettext_lazy("juror", "Reads")
        DECLINED = "declined", pgettext_lazy("juror", "Does not read")
        REMOVED = "removed", pgettext_lazy("juror", "Removed")

    stage = models.ForeignKey("residencies.Stage", models.PROTECT, related_name="jurors")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=150)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="juries")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.INVITED)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(default=timezone.now)
    conflicts_declared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("juror")
        verbose_name_plural = _("jurors")
        constraints = [
            models.UniqueConstraint(fields=["stage", "email"], name="juror_once_a_stage"),
            models.UniqueConstraint(fields=["stage", "user"], name="juror_user_once_a_stage"),
            models.CheckConstraint(condition=~Q(state="accepted") | Q(user__isnull=False), name="juror_who_reads_has_an_account"),
        ]

    def __str__(self) -> str:
        return self.name


class Conflict(models.Model):
    """Why a juror must not read an application: said by herself, found by us, or entered by staff."""

    class Source(models.TextChoices):
        DECLARED = "declared", pgettext_lazy("conflict of interest", "Declared")
        FOUND = "found", pgettext_lazy("conflict of interest", "Found")
        STAFF = "staff", pgettext_lazy("conflict of interest", "Entered by staff")

    juror = models.ForeignKey(Juror, models.CASCADE, related_name="conflicts")
    application = models.ForeignKey("residencies.Application", models.CASCADE, related_name="conflicts")
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["juror", "application"], name="conflict_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="conflict_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.juror_id} ✕ {self.application_id}"


class Assignment(models.Model):
    """One reading: this juror reads this application in this stage. A trigger refuses it where a conflict stands."""

    juror = models.ForeignKey(Juror, models.PROTECT, related_name="assignments")
    application = models.ForeignKey("residencies.Application", models.CASCADE, related_name="assignments")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "application"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.juror_id} → {self.application_id}"


class Review(models.Model):
    """What a juror says of an application. Saved as she goes; it counts once cast."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="review")
    to_jury = models.TextField(_("comment for the jury"), blank=True)
    to_artist = models.TextField(_("comment for the artist"), blank=True)
    abstains = models.BooleanField(_("I abstain"), default=False)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)
    cast_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.assignment)


class Score(models.Model):
    """Points of a review for one criterion, within its scale (a trigger refuses others)."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="criterion_scored_once")]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.points}"
