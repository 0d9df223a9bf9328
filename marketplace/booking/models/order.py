# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Booking(models.Model):
    """What an order line books: nights, places or pieces, with the quote and the cancellation terms it was sold on."""

    order = models.ForeignKey("order.Order", models.PROTECT, related_name="bookings")
    line = models.OneToOneField("order.Line", models.PROTECT, related_name="booking")
    hold = models.OneToOneField("booking.Hold", models.PROTECT, related_name="booking")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="bookings")
    occupancy = models.OneToOneField("booking.Occupancy", models.SET_NULL, null=True, blank=True, related_name="booking")
    check_in = models.DateField(null=True, blank=True)
    check_out = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField(_("starts at"), help_text=_("check-in hour, start of the session: cancellation counts back from here"))
    ends_at = models.DateTimeField(
        _("ends at"),
        null=True,
        blank=True,
        help_text=_("check-out hour, end of the session: the order is completed after it; empty for goods"),
    )
    collected_at = models.DateTimeField(_("fetched"), null=True, blank=True, help_text=_("when the guest received the goods"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, help_text=_("when the guest declared the withdrawal"))
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True, help_text=_("when the host had the goods back"))
    adults = models.PositiveSmallIntegerField(default=1)
    children = models.PositiveSmallIntegerField(default=0)
    children_ages = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    quantity = models.PositiveSmallIntegerField(default=1)
    quote = models.JSONField()
    total = models.DecimalField(max_digits=10, decimal_places=2)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    refunded = models.DecimalField(max_digits=10, decimal_places=2, default=0, help_text=_("EUR promised back at cancellation"))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(refunded__gte=0) & Q(refunded__lte=models.F("total")), name="never_more_back_than_paid"),
            models.CheckConstraint(
                condition=(Q(withdrawn_at=None) | Q(collected_at__isnull=False, collected_at__lte=models.F("withdrawn_at")))
                & (Q(returned_at=None) | Q(withdrawn_at__isnull=False, withdrawn_at__lte=models.F("returned_at"))),
                name="fetched_then_withdrawn_then_returned",
            ),
        ]

    def __str__(self) -> str:
        return f"booking {self.pk}"
