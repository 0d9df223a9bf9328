# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MONEY: dict[str, Any] = {"max_digits": 10, "decimal_places": 2}


class Payment(models.Model):
    """One payment of one guest for one or more orders. Amounts EUR. Becomes true only by asking Stripe (`reconcile_payment`)."""

    class State(models.TextChoices):
        CREATED = "created", _("Created")
        OPEN = "open", _("Open at Stripe")
        AUTHORISED = "authorised", _("Authorised, not captured")
        PAID = "paid", _("Paid")
        EXPIRED = "expired", _("Expired")
        CANCELLED = "cancelled", _("Cancelled")

    class Dispute(models.TextChoices):
        NONE = "", pgettext_lazy("dispute", "None")
        OPEN = "open", pgettext_lazy("dispute", "Open")
        WON = "won", pgettext_lazy("dispute", "Won")
        LOST = "lost", pgettext_lazy("dispute", "Lost")

    class Bearer(models.TextChoices):
        NOBODY = "", _("Not decided")
        BUSINESS = "business", _("The business: its share is taken back")
        PLATFORM = "platform", _("The platform: the business is paid all the same")

    class Capture(models.TextChoices):
        AUTOMATIC = "automatic", _("At once")
        MANUAL = "manual", _("When the host accepts")

    class Wanted(models.TextChoices):
        NOTHING = "", _("Nothing")
        CAPTURE = "capture", _("Capture: the host has accepted")
        DECLINE = "decline", _("Let go: the host has declined")
        CANCEL = "cancel", _("Let go: the guest has cancelled")
        EXPIRE = "expire", _("Let go: the host has not answered in time")
        GIVE_UP = "give-up", _("Let go: the host has accepted, the card has refused")

    reference = models.CharField(_("reference"), max_length=40, unique=True, help_text=_("also Stripe's transfer_group"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.CREATED)
    capture = models.CharField(_("charged"), max_length=10, choices=Capture.choices, default=Capture.AUTOMATIC)
    wanted = models.CharField(
        _("wanted"),
        max_length=8,
        choices=Wanted.choices,
        blank=True,
        default=Wanted.NOTHING,
        help_text=_("what Stripe shall be asked to do; the first wins"),
    )
    wanted_why = models.CharField(_("why"), max_length=300, blank=True, help_text=_("which message says it, as “message-17”"))
    respond_by = models.DateTimeField(_("answer until"), null=True, blank=True, help_text=_("until when the host may accept"))
    amount = models.DecimalField(_("amount"), **MONEY)
    captured = models.DecimalField(_("captured"), default=0, **MONEY)
    refunded = models.DecimalField(_("refunded"), default=0, help_text=_("what Stripe says has gone back"), **MONEY)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, default="it")
    session_id = models.CharField(_("session at Stripe"), max_length=120, unique=True, null=True, blank=True)
    session_url = models.TextField(_("payment page"), blank=True)
    intent_id = models.CharField(_("intent at Stripe"), max_length=120, blank=True)
    charge_id = models.CharField(_("charge at Stripe"), max_length=120, blank=True)
    attempt = models.PositiveSmallIntegerField(
        _("attempt"), default=1, help_text=_("part of idempotency keys; raised when Stripe definitively refuses")
    )
    disputed = models.BooleanField(
        _("disputed"), default=False, help_text=_("nothing moves: a dispute is open, or lost and nobody has decided who bears it")
    )
    dispute = models.CharField(_("dispute"), max_length=4, choices=Dispute.choices, blank=True, default=Dispute.NONE)
    bearer = models.CharField(_("who bears a lost dispute"), max_length=8, choices=Bearer.choices, blank=True, default=Bearer.NOBODY)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"), help_text=_("of the session at Stripe"))
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    checked_at = models.DateTimeField(_("last asked"), null=True, blank=True, help_text=_("when Stripe was last asked"))

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
            models.CheckConstraint(condition=Q(captured__gte=0) & Q(captured__lte=F("amount")), name="captured_within_amount"),
            models.CheckConstraint(condition=Q(refunded__gte=0) & Q(refunded__lte=F("captured")), name="refunded_within_captured"),
        ]
        indexes = [
            models.Index(fields=["state", "expires_at"], name="payments_to_sweep"),
            models.Index(fields=["intent_id"], name="payments_by_intent"),
            models.Index(fields=["charge_id"], name="payments_by_charge"),
        ]

    def __str__(self) -> str:
        return self.reference


class Allocation(models.Model):
    """The share of one order in one payment, and of the business in it. EUR; gross = commission + withheld + transfer."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="allocations", verbose_name=_("payment"))
    order = models.OneToOneField("order.Order", models.PROTECT, related_name="allocation", verbose_name=_("order"))
    business = models.ForeignKey("catalogue.Business", models.PROTECT, related_name="allocations", verbose_name=_("business"))
    gross = models.DecimalField(_("gross"), **MONEY)
    tourist_tax = models.DecimalField(
        _("tourist tax for the municipality"), default=0, help_text=_("part of gross that is the municipality's"), **MONEY
    )
    tax_in_gross = models.DecimalField(
        _("tourist tax in the gross"), default=0, help_text=_("tourist tax paid with the order, whoever pays it on"), **MONEY
    )
    commission = models.DecimalField(_("commission"), default=0, **MONEY)
    withheld = models.DecimalField(_("withheld"), default=0, help_text=_("of the rent of private short lets, D.L. 50/2017 art. 4"), **MONEY)
    transfer = models.DecimalField(_("share of the business"), help_text=_("what the business gets"), **MONEY)
    transfer_target = models.DecimalField(_("share after refunds"), help_text=_("what the business gets after refunds"), **MONEY)
    refund_target = models.DecimalField(
        _("to refund"), default=0, help_text=_("what shall have gone back to the guest in the end"), **MONEY
    )
    refunded = models.DecimalField(_("refunded"), default=0, help_text=_("what has gone back"), **MONEY)
    transferred = models.DecimalField(
        _("transferred"), default=0, help_text=_("what has reached the business, reversals deducted"), **MONEY
    )
    release_at = models.DateTimeField(_("may go on"), help_text=_("when the transfer may go: after check-in"))
    released = models.BooleanField(_("released"), default=False)
    transfer_id = models.CharField(_("transfer at Stripe"), max_length=120, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    retry_at = models.DateTimeField(_("next try"), null=True, blank=True, help_text=_("not before, after a refusal of Stripe"))
    refusal = models.CharField(_("last refusal"), max_length=60, blank=True, help_text=_("Stripe's code of it"))
    reversals_refused = models.PositiveSmallIntegerField(_("reversals refused"), default=0)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.CheckConstraint(
                condition=Q(gross=F("commission") + F("withheld") + F("transfer") + F("tourist_tax")),
                name="allocation_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(gross__gt=0, commission__gte=0, withheld__gte=0, transfer__gte=0, tourist_tax__gte=0),
                name="allocation_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(transfer_target__gte=0, transfer_target__lte=F("transfer"), tax_in_gross__gte=F("tourist_tax")),
                name="transfer_target_within_transfer",
            ),
            models.CheckConstraint(
                condition=Q(refund_target__lte=F("gross")) & Q(refunded__lte=F("refund_target")),
                name="refund_within_gross",
            ),
        ]
        indexes = [models.Index(fields=["release_at"], condition=Q(released=False), name="shares_to_release")]

    def __str__(self) -> str:
        return f"{self.payment_id} → {self.business_id}"
