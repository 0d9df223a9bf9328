# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from marketplace.localised import LocalisedMixin


class Moderated(LocalisedMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """A thing with drafts, revisions, preview and a moderation workflow in Wagtail's admin."""

    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="%(class)s")
    # Not named workflow_states: that property of Wagtail's finds the states of a Stay under the content type of Product.
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )

    class Meta:
        abstract = True

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        from ..pages.preview import template_of

        return template_of(self)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..pages.preview import context_of

        return context_of(self, request)

    @property
    def revisions(self) -> models.Manager:
        return self._revisions


class Placed(models.Model):
    """Where a thing stands. Coordinates are WGS 84 degrees."""

    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, related_name="%(class)ss")
    locality = models.CharField(_("locality"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=160, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        abstract = True
