# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AsRange(Func):
    """An id as a range of one, so that GiST takes it without the btree_gist extension."""

    function = "int8range"
    template = "%(function)s(%(expressions)s)"
    arity = 3


def one(field: str) -> AsRange:
    return AsRange(F(field), F(field), Value("[]"))


class Occupancy(models.Model):
    """Nights of a unit that are not free: `[check_in, check_out)` as dates. Freed nights are deleted rows.

    Two of hold, booking, residency and closure never overlap on a unit (exclusion constraint). External blocks may
    overlap, and are then shown to a person as a conflict.
    """

    class Kind(models.TextChoices):
        HOLD = "hold", _("Hold")
        BOOKING = "booking", _("Booking")
        RESIDENCY = "residency", _("Residency")
        CLOSURE = "closure", _("Closure")
        EXTERNAL = "external", _("External calendar")

    unit = models.ForeignKey("catalogue.Unit", models.PROTECT, related_name="occupancies")
    period = DateRangeField(_("nights"))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    expires_at = models.DateTimeField(null=True, blank=True, help_text=_("holds only"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("occupancy")
        verbose_name_plural = _("occupancies")
        constraints = [
            ExclusionConstraint(
                name="nights_taken_once",
                expressions=[(one("unit_id"), RangeOperators.OVERLAPS), ("period", RangeOperators.OVERLAPS)],
                condition=~Q(kind="external"),
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False, period__upper_inf=False),
                name="occupancy_has_nights",
            ),
            models.CheckConstraint(condition=~Q(kind="hold") | Q(expires_at__isnull=False), name="hold_expires"),
        ]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(kind="hold"), name="holds_by_expiry"),
            GistIndex(fields=["period"], name="occupancies_by_nights"),  # of all units: what is taken of some nights (`search.fallback`)
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind} {self.period}"
