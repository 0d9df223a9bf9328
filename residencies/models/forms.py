# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models
from django.utils import timezone


class FormVersion(models.Model):
    """The form of a stage as it was published once. Never changed (a trigger refuses it): an application keeps the form it was begun on.

    It goes with its stage; a stage for which somebody has written does not go. `fields` is a list of plain objects, see `residencies.forms.fields.Field`.
    """

    stage = models.ForeignKey("residencies.Stage", models.CASCADE, related_name="form_versions")
    number = models.PositiveSmallIntegerField()
    fields = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["stage", "number"]
        constraints = [models.UniqueConstraint(fields=["stage", "number"], name="form_number_once_a_stage")]

    def __str__(self) -> str:
        return f"{self.stage_id} v{self.number}"
