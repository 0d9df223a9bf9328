# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Comparison(models.Model):
    """A comparison of the ledger with Stripe: what was looked at and what did not agree."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    since = models.DateTimeField(pgettext_lazy("period", "from"))
    until = models.DateTimeField(pgettext_lazy("period", "to"))
    movements = models.PositiveIntegerField(_("movements compared"))
    differences = models.JSONField(_("differences"), default=list, help_text=_("as {stripe_id, at_stripe, in_ledger}, in cents"))

    class Meta:
        ordering = ["-at"]
        verbose_name = _("comparison with Stripe")
        verbose_name_plural = _("comparisons with Stripe")

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def agrees(self) -> bool:
        return not self.differences
