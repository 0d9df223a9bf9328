# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models
from django.utils import timezone


class IndexChange(models.Model):
    """A listing whose document is out of date, queued in the transaction that changed it. `id` orders the changes."""

    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="index_changes_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
