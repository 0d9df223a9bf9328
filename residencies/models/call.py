# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.fields import ChoiceArrayField
from catalogue.models.moderated import Moderated

from ..vocabulary import CallLanguage, Discipline, Workflow


class Call(Moderated):
    """An invitation to artists, with its timetable. Its phase follows from the times (`domain.phase_of`)."""

    not_in_drafts = ("cancelled_at", "cancelled_reason")

    slug = models.SlugField(max_length=128, unique=True, blank=True)
    title = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title, English"), max_length=160, blank=True)
    title_de = models.CharField(_("title, German"), max_length=160, blank=True)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    summary_en = models.CharField(_("summary, English"), max_length=200, blank=True)
    summary_de = models.CharField(_("summary, German"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description, English"), blank=True)
    description_de = models.TextField(_("description, German"), blank=True)
    eligibility = models.TextField(_("who may apply"), blank=True)
    eligibility_en = models.TextField(_("who may apply, English"), blank=True)
    eligibility_de = models.TextField(_("who may apply, German"), blank=True)
    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, related_name="calls", verbose_name=_("municipality"))
    business = models.ForeignKey(
        "catalogue.Business",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name=_("business"),
        help_text=_("Who runs it, if not the municipality itself"),
    )
    picture = models.ForeignKey("catalogue.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture"))
    disciplines = ChoiceArrayField(models.CharField(max_length=30, choices=Discipline.choices), verbose_name=_("disciplines"))
    languages = ChoiceArrayField(models.CharField(max_length=2, choices=CallLanguage.choices), verbose_name=_("one may apply in"))
    places = models.PositiveSmallIntegerField(_("residencies offered"), default=1)

    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Rome", help_text=_("The clock by which the times below are read, as Europe/Rome")
    )
    opens_at = models.DateTimeField(_("opens"))
    deadline_at = models.DateTimeField(_("deadline"), help_text=_("From this second on nothing is taken any more"))
    jury_from = models.DateTimeField(_("jury begins"))
    jury_until = models.DateTimeField(_("jury ends"))
    publication_at = models.DateTimeField(_("results are published"))
    confirm_days = models.PositiveSmallIntegerField(_("days to accept an offer"), default=7)
    nights_release_on = models.DateField(
        _("nights go back on"), help_text=_("On this day, nights nobody was given go back to guests"), db_index=True
    )
    fee = models.DecimalField(_("application fee, EUR"), max_digits=6, decimal_places=2, default=0)
    fee_waivable = models.BooleanField(_("fee can be waived"), default=False)
    workflow = models.CharField(
        _("stages"), max_length=20, choices=Workflow.choices, default=Workflow.ONE_STAGE, help_text=_("Each stage can be changed below")
    )
    retention_months = models.PositiveSmallIntegerField(
        _("applications are kept, months"), default=12, help_text=_("Those that won nothing are made anonymous after it")
    )
    readings_per_application = models.PositiveSmallIntegerField(_("readings per application"), default=3)
    reviews_open_after_vote = models.BooleanField(_("who has voted sees the other votes"), default=False)
    blind = models.BooleanField(_("the jury reads without names"), default=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        indexes = [models.Index(fields=["deadline_at"], condition=Q(live=True), name="live_calls_by_deadline")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("deadline_at"))
                & Q(deadline_at__lte=F("jury_until"))
                & Q(jury_from__lte=F("jury_until"))
                & Q(jury_until__lte=F("publication_at")),
                name="call_times_in_order",
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="call_offers_something"),
            models.CheckConstraint(condition=Q(fee__gte=0), name="call_fee_not_negative"),
            models.CheckConstraint(condition=Q(retention_months__gte=1, readings_per_application__gte=1), name="call_counts_positive"),
            models.CheckConstraint(condition=Q(disciplines__len__gte=1, languages__len__gte=1), name="call_says_for_whom"),
            models.CheckConstraint(condition=Q(cancelled_at=None) | ~Q(cancelled_reason=""), name="cancelled_call_says_why"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def clean(self) -> None:
        from ..domain.complete_call import complete_call
        from ..domain.wrong_with_times import wrong_with_times

        super().clean()
        if wrong := wrong_with_times(call=self):
            raise ValidationError(wrong)
        complete_call(call=self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        from ..domain.complete_call import complete_call

        complete_call(call=self)
        super().save(*args, **kwargs)

    def reasons_against_publishing(self) -> dict[str, str]:
        from ..domain.reasons_against_call import reasons_against_call

        reasons = reasons_against_call(call=self)
        return {"stages": " ".join(reasons)} if reasons else {}

    def after_publishing(self) -> None:
        from ..domain.freeze_form import freeze_forms

        freeze_forms(call=self)

    def get_absolute_url(self) -> str:
        return reverse("residencies:call", kwargs={"slug": self.slug})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "residencies/call.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..programme.page import call_context

        self.slug = self.slug or "preview"
        return call_context(request, self)
