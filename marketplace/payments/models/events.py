# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StripeEvent(models.Model):
    """A thin event as received, once per id. It is only a hint: what is true is asked of Stripe."""

    event_id = models.CharField(_("event"), max_length=120, unique=True)
    type = models.CharField(_("kind"), max_length=160)
    object_id = models.CharField(_("about"), max_length=160, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    processed_at = models.DateTimeField(_("processed"), null=True, blank=True)
    error = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["received_at"], condition=models.Q(processed_at=None), name="events_to_process")]
        verbose_name = _("Stripe event")

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"
