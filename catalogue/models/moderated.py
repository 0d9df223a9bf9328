# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel, get_all_child_m2m_relations, get_all_child_relations
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

    # Columns that the house or a counter writes, never a draft: a revision neither shows nor restores them, and a full `save()`
    # of a row leaves them alone. Who means to write one says so: `save(update_fields=[…])` or `.update(…)`.
    not_in_drafts: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.not_in_drafts and not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = _all_names(self) - set(self.not_in_drafts)
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The revision as an object, with what is not in drafts as it stands in the row now."""
        thing = super().with_content_json(content)
        thing._state.adding = self._state.adding
        now = type(self)._base_manager.filter(pk=self.pk).values(*self.not_in_drafts).first() if self.not_in_drafts else None
        for name, value in (now or {}).items():
            setattr(thing, name, value)
        return thing

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Every way of publishing ends here: form, approval, schedule, command."""
        from ..domain.publish_listing import publish_listing

        return publish_listing(revision=revision, publish=lambda: super(Moderated, self).publish(revision, *args, **kwargs), **kwargs)

    def reasons_against_publishing(self) -> dict[str, str]:
        """Why this thing, as it is, may not be public, by field; beside what holds for all listings."""
        return {}

    def after_publishing(self) -> None:
        """What else changes with it, in the transaction that publishes."""

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        from ..pages.preview import template_of

        return template_of(self)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..pages.preview import context_of

        return context_of(self, request)

    @property
    def revisions(self) -> models.Manager:
        return self._revisions


def _all_names(thing: ClusterableModel) -> set[str]:
    """What a full save writes: columns, less those not loaded, and children edited with the thing."""
    columns = {field.name for field in thing._meta.concrete_fields if not field.primary_key} - thing.get_deferred_fields()
    children = {relation.get_accessor_name() for relation in get_all_child_relations(thing)}
    return columns | children | {field.name for field in get_all_child_m2m_relations(thing)}


class Placed(models.Model):
    """Where a thing stands. Coordinates are WGS 84 degrees."""

    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, related_name="%(class)ss")
    locality = models.CharField(_("locality"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=160, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    class Meta:
        abstract = True
