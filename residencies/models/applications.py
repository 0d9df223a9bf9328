# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What an artist sends. Personal data stands in these rows alone; `number` is the only name others need."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.fields import ChoiceArrayField

from ..states import ENDED, ApplicationState
from ..storage import path_of, private_files
from ..vocabulary import CallLanguage, FileKind, Need


class Application(models.Model):
    """One artist's answer to one call, over all its stages. Without an account it belongs to whoever has the key in their browser."""

    class Fee(models.TextChoices):
        NONE = "none", pgettext_lazy("application fee", "None")
        DUE = "due", pgettext_lazy("application fee", "Due")
        PAID = "paid", pgettext_lazy("application fee", "Paid")
        ASKED = "asked", pgettext_lazy("application fee", "Waiver asked for")
        WAIVED = "waived", pgettext_lazy("application fee", "Waived")

    call = models.ForeignKey("residencies.Call", models.PROTECT, related_name="applications")
    number = models.CharField(_("number"), max_length=12, unique=True, help_text=_("As A-7K3Q9M: says nothing of the person"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="applications")
    key_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the key in the browser of who has no account yet")
    state = models.CharField(_("state"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    language = models.CharField(_("language"), max_length=2, choices=CallLanguage.choices, default=CallLanguage.ITALIAN)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Where you live, ISO 3166"))
    discipline = models.CharField(_("discipline"), max_length=30, blank=True)
    title = models.CharField(_("title of the project"), max_length=160, blank=True)
    needs = ChoiceArrayField(models.CharField(max_length=20, choices=Need.choices), default=list, blank=True, verbose_name=_("needs"))
    availability = models.JSONField(_("available"), default=list, blank=True, help_text="list of [check_in, check_out], ISO dates")
    fee_state = models.CharField(_("fee"), max_length=6, choices=Fee.choices, default=Fee.NONE)
    fee_waiver_reason = models.CharField(_("why the fee should be waived"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "user"], condition=~Q(state__in=sorted(ENDED)), name="one_living_application_of_an_artist"
            ),
            models.UniqueConstraint(fields=["key_hash"], condition=~Q(key_hash=""), name="key_opens_one_application"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "expired", "withdrawn"]) | Q(submitted_at__isnull=False), name="submitted_has_a_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(fee_state__in=["none", "paid", "waived"]), name="submitted_owes_no_fee"
            ),
        ]
        indexes = [models.Index(fields=["call", "state"], name="applications_by_call")]

    def __str__(self) -> str:
        return self.number


class Entry(models.Model):
    """What is written for one stage. `answers` is the working copy (field id → value), `sent` what was handed in last, and alone what others read."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="entries")
    stage = models.ForeignKey("residencies.Stage", models.PROTECT, related_name="entries")
    form_version = models.ForeignKey("residencies.FormVersion", models.PROTECT, related_name="entries")
    answers = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0, help_text="grows with every saving: who saves says which one was read")
    saved_at = models.DateTimeField(default=timezone.now)
    sent = models.JSONField(null=True, blank=True)
    sent_revision = models.PositiveIntegerField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "stage"], name="one_entry_a_stage"),
            models.CheckConstraint(
                condition=Q(sent=None, sent_at=None, sent_revision=None)
                | Q(sent__isnull=False, sent_at__isnull=False, sent_revision__lte=F("revision")),
                name="sent_whole_or_not_at_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.stage_id}"


class AnswerFile(models.Model):
    """A file of an answer, written by us: pictures from pixels alone, others checked. Never at a public address.

    An entry's `answers` and `sent` name it by its id; it is deleted when neither does.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files")
    field = models.CharField(max_length=36)
    kind = models.CharField(max_length=8, choices=FileKind.choices)
    file = models.FileField(storage=private_files, upload_to=path_of, max_length=200)
    name = models.CharField(_("name"), max_length=120)
    alt = models.CharField(_("what it shows"), max_length=250, blank=True)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class CoApplicant(models.Model):
    """Somebody invited by mail to write or read along."""

    class Role(models.TextChoices):
        EDIT = "edit", pgettext_lazy("co-applicant", "writes along")
        VIEW = "view", pgettext_lazy("co-applicant", "reads along")

    class State(models.TextChoices):
        INVITED = "invited", pgettext_lazy("co-applicant", "Invited")
        ACCEPTED = "accepted", pgettext_lazy("co-applicant", "Takes part")
        REMOVED = "removed", pgettext_lazy("co-applicant", "Removed")

    application = models.ForeignKey(Application, models.CASCADE, related_name="co_applicants")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=4, choices=Role.choices, default=Role.VIEW)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.INVITED)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(default=timezone.now)
    times_sent = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "email"], condition=~Q(state="removed"), name="co_applicant_once"),
            models.CheckConstraint(condition=~Q(state="accepted") | Q(user__isnull=False), name="who_takes_part_has_an_account"),
        ]

    def __str__(self) -> str:
        return self.email


class LateAccess(models.Model):
    """A personal link by which one artist may still hand in until a later moment."""

    stage = models.ForeignKey("residencies.Stage", models.PROTECT, related_name="late_accesses")
    token_hash = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=300)
    application = models.OneToOneField(Application, models.CASCADE, null=True, blank=True, related_name="late_access")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="late_access_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.stage_id} → {self.until}"
