# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Stands where an address was erased.
NOBODY = "erased@erased.invalid"


class Checkout(models.Model):
    """One guest's way from holds to paid orders: one order a business, one payment for all."""

    token = models.CharField(max_length=43, unique=True, help_text=_("secret of the guest"))
    orders: models.ManyToManyField[Any, Any] = models.ManyToManyField("order.Order", related_name="checkouts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="checkouts")
    email = models.EmailField()
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=32, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="it")
    note = models.TextField(_("message to the host"), blank=True)
    total = models.DecimalField(max_digits=10, decimal_places=2)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"checkout {self.pk}"


class IdempotentRequest(models.Model):
    """An API write already answered: the same key with the same body gets the same answer, with another body 422."""

    client = models.CharField(max_length=64)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, help_text=_("SHA-256 of method, path and body"))
    status = models.PositiveSmallIntegerField(null=True, help_text=_("empty while the first request runs"))
    body = models.JSONField(null=True)
    checkout = models.ForeignKey(
        Checkout, models.SET_NULL, null=True, related_name="+", help_text=_("made by this request, in one transaction with it")
    )
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key
