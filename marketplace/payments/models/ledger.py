# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LedgerEntry(models.Model):
    """One event of money, as balanced postings. Append-only; `cause` is unique, so that a repeated cause writes nothing twice."""

    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    cause = models.CharField(_("cause"), max_length=120, unique=True, help_text=_("as “payment-7-captured”, “refund-re_1”"))
    payment = models.ForeignKey("payments.Payment", models.PROTECT, related_name="ledger", verbose_name=_("payment"))
    stripe_id = models.CharField(_("id at Stripe"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")

    def __str__(self) -> str:
        return self.cause


class LedgerPosting(models.Model):
    """One side of an entry: debit positive, credit negative, in EUR cents. The postings of an entry add up to zero (deferred trigger)."""

    class Account(models.TextChoices):
        STRIPE = "stripe", _("Balance at Stripe")
        GUEST = "guest", _("Guests")
        BUSINESS = "business", _("Owed to businesses")
        TOURIST_TAX = "tourist_tax", _("Owed to municipalities")
        WITHHELD = "withheld", _("Owed to the tax office")
        COMMISSION = "commission", _("Commission")
        LOSSES = "losses", _("Losses by disputes")
        STRIPE_FEES = "stripe_fees", _("Fees of Stripe")
        CALL_FEES = "call_fees", _("Application fees of calls")

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="postings", verbose_name=_("entry"))
    account = models.CharField(_("account"), max_length=12, choices=Account.choices)
    order = models.ForeignKey("order.Order", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("order"))
    business = models.ForeignKey("catalogue.Business", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("business"))
    cents = models.BigIntegerField(_("cents"))

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(cents=0), name="posting_of_something")]

    def __str__(self) -> str:
        return f"{self.account} {self.cents}"
