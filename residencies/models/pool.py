# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models


class PoolNights(models.Model):
    """Nights a call keeps for its residents, by the row of the calendar that takes them; freed nights are deleted rows."""

    call = models.ForeignKey("residencies.Call", models.PROTECT, related_name="pool")
    occupancy = models.OneToOneField("booking.Occupancy", models.CASCADE, related_name="pool_nights")
    assigned = models.BooleanField(default=False, help_text="given to a resident: not released with the rest")

    def __str__(self) -> str:
        return f"{self.call_id}: {self.occupancy}"
