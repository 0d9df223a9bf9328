# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IllegalContentNotice(models.Model):
    """A notice of illegal content by anybody, without account. Source: Reg. (EU) 2022/2065 art. 16."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("Upheld: the content is taken down")
        REJECTED = "rejected", _("Rejected: the content stays")

    url = models.URLField(_("exact address of the content"), max_length=500)
    reason = models.TextField(_("why it is illegal"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    good_faith = models.BooleanField(_("I believe in good faith that this is accurate and complete"), default=False)
    language = models.CharField(max_length=2, default="it")
    received_at = models.DateTimeField(_("received on"), default=timezone.now)
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome.choices, blank=True)
    ground = models.CharField(_("law or term that is broken"), max_length=300, blank=True)
    decision = models.TextField(_("reasons of the decision"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("notice of illegal content")
        verbose_name_plural = _("notices of illegal content")
        ordering = ["-received_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | (~Q(outcome="") & Q(decided_at__isnull=False)), name="notice_decided_once"
            ),
        ]

    def __str__(self) -> str:
        return self.url
