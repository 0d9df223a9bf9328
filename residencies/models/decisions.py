# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What is decided, what is offered, and what is agreed."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.booking.models.calendar import one

from ..states import ACTIVE_AWARDS, AwardState


class Decision(models.Model):
    """What the consortium decided about an application in one stage; nobody else learns of it until it is published."""

    class Outcome(models.TextChoices):
        ADVANCE = "advance", pgettext_lazy("decision", "Next stage")
        AWARD = "award", pgettext_lazy("decision", "Residency")
        WAITING = "waiting", pgettext_lazy("decision", "Waiting list")
        DECLINE = "decline", pgettext_lazy("decision", "No")

    application = models.ForeignKey("residencies.Application", models.CASCADE, related_name="decisions")
    stage = models.ForeignKey("residencies.Stage", models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("decision"), max_length=7, choices=Outcome.choices)
    rank = models.PositiveSmallIntegerField(_("place on the waiting list"), null=True, blank=True)
    note = models.TextField(_("note for the minutes"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "stage"], name="one_decision_a_stage"),
            models.UniqueConstraint(fields=["stage", "rank"], condition=Q(outcome="waiting"), name="waiting_list_in_order"),
            models.CheckConstraint(
                condition=Q(rank__isnull=False, outcome="waiting") | (Q(rank=None) & ~Q(outcome="waiting")), name="waiting_has_a_rank"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.outcome}"


class Award(models.Model):
    """A residency offered to an artist: one of those the call has. A trigger sees to it that call and seat are the call's own."""

    application = models.ForeignKey("residencies.Application", models.PROTECT, related_name="awards")
    call = models.ForeignKey("residencies.Call", models.PROTECT, related_name="awards")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="award")
    seat = models.PositiveSmallIntegerField(help_text="which of the residencies offered, from 1: one active award each")
    state = models.CharField(_("state"), max_length=9, choices=AwardState.choices, default=AwardState.OFFERED)
    offered_at = models.DateTimeField(default=timezone.now)
    respond_by = models.DateTimeField(_("to be answered by"))
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=[state.value for state in ACTIVE_AWARDS]),
                name="one_active_award_an_application",
            ),
            models.UniqueConstraint(
                fields=["call", "seat"], condition=Q(state__in=[state.value for state in ACTIVE_AWARDS]), name="one_active_award_a_seat"
            ),
            models.CheckConstraint(condition=Q(seat__gte=1), name="seats_are_counted_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.state}"


class Agreement(models.Model):
    """The text both sides sign, as it was when it was shown."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="agreement")
    text = models.TextField()
    language = models.CharField(max_length=2)
    accepted_name = models.CharField(max_length=150, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_ip = models.GenericIPAddressField(null=True, blank=True)
    countersigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    countersigned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_name="", accepted_ip=None) | (Q(accepted_at__isnull=False) & ~Q(accepted_name="")),
                name="agreement_accepted_by_somebody",
            ),
            models.CheckConstraint(condition=Q(countersigned_at=None) | Q(accepted_at__isnull=False), name="artist_signs_first"),
        ]

    def __str__(self) -> str:
        return str(self.award)


class Residence(models.Model):
    """An artist lives here: a place of the call, in these nights, taken by the calendar's verb."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="residence")
    place = models.ForeignKey("residencies.Place", models.PROTECT, related_name="residences")
    studio = models.ForeignKey("residencies.Studio", models.PROTECT, null=True, blank=True, related_name="residences")
    occupancy = models.OneToOneField("booking.Occupancy", models.SET_NULL, null=True, blank=True, related_name="residence")
    period = DateRangeField(help_text="[check_in, check_out)")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    public = models.BooleanField(_("has a page"), default=False)
    consent_at = models.DateTimeField(_("the artist agrees to a page"), null=True, blank=True)
    story = models.TextField(_("what happened"), blank=True)
    story_en = models.TextField(_("what happened, English"), blank=True)
    story_de = models.TextField(_("what happened, German"), blank=True)
    licence = models.CharField(_("licence of what is shown"), max_length=40, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_resident_a_place",
                expressions=[(one("place_id"), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
                condition=Q(cancelled_at=None),
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False), name="residence_has_nights"
            ),
            models.CheckConstraint(condition=Q(public=False) | Q(consent_at__isnull=False), name="page_only_with_consent"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}: {self.period}"


class Instalment(models.Model):
    """A part of the stipend, EUR, and whether it was paid."""

    residence = models.ForeignKey(Residence, models.CASCADE, related_name="instalments")
    due_on = models.DateField(_("due"))
    amount = models.DecimalField(_("amount, EUR"), max_digits=8, decimal_places=2)
    paid_on = models.DateField(_("paid"), null=True, blank=True)
    proof = models.CharField(_("proof"), max_length=200, blank=True, help_text=_("As the number of the transfer"))

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="instalment_is_money"),
            models.CheckConstraint(condition=Q(paid_on=None) | ~Q(proof=""), name="paid_instalment_has_proof"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on}: {self.amount}"


class Deliverable(models.Model):
    """What the artist owes the village, until when, and whether it was done."""

    class State(models.TextChoices):
        DUE = "due", pgettext_lazy("deliverable", "Due")
        HANDED_IN = "handed_in", pgettext_lazy("deliverable", "Handed in")
        ACCEPTED = "accepted", pgettext_lazy("deliverable", "Accepted")
        WAIVED = "waived", pgettext_lazy("deliverable", "Waived")

    residence = models.ForeignKey(Residence, models.CASCADE, related_name="deliverables")
    kind = models.CharField(_("kind"), max_length=20)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DUE)
    note = models.CharField(_("note"), max_length=300, blank=True)
    session = models.ForeignKey(
        "catalogue.Session", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("open studio")
    )

    class Meta:
        ordering = ["due_on"]

    def __str__(self) -> str:
        return f"{self.kind}, {self.due_on}"
