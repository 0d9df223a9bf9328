# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Hold(models.Model):
    """Nights of a unit, places of a session or pieces of a good, kept for one guest for 30 minutes, with the price they were quoted.

    State: `active` → `ordered` (its order has taken over) | `released` (given back) | `expired`. What an active hold
    keeps: nights by its occupancy row; places and stock by the counters of session and good.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        ORDERED = "ordered", _("Ordered")
        RELEASED = "released", _("Released")
        EXPIRED = "expired", _("Expired")

    token = models.CharField(max_length=43, unique=True, help_text=_("secret of the guest who holds"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="holds", help_text=_("unit, session or good"))
    occupancy = models.OneToOneField("booking.Occupancy", models.SET_NULL, null=True, blank=True, related_name="hold")
    check_in = models.DateField(null=True, blank=True)
    check_out = models.DateField(null=True, blank=True)
    adults = models.PositiveSmallIntegerField(default=1)
    children = models.PositiveSmallIntegerField(default=0)
    children_ages = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    quantity = models.PositiveSmallIntegerField(default=1, help_text=_("places or pieces; 1 for nights"))
    quote = models.JSONField(help_text=_("the quote as shown: lines, total, cancellation"))
    total = models.DecimalField(max_digits=10, decimal_places=2, help_text=_("EUR, what is paid here"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="holds")
    client = models.CharField(max_length=64, blank=True, help_text=_("keyed hash of the address it came from; emptied once it has served"))
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    last_expires_at = models.DateTimeField(help_text=_("beyond this it cannot be extended"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__lte=models.F("last_expires_at")), name="hold_not_for_ever"),
            models.CheckConstraint(
                condition=Q(check_in=None, check_out=None) | Q(check_in__lt=models.F("check_out")),
                name="hold_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1, adults__gte=0, total__gte=0), name="hold_of_something"),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state="active"), name="active_holds_by_expiry"),
            models.Index(fields=["client", "expires_at"], condition=~Q(client=""), name="holds_by_client"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk} ({self.state})"
