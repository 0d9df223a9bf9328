# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The form of every listing: members choose among what is theirs, and nothing goes public that must not."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permissions import policy_registry

from marketplace.accounts.domain.record_audit import record_audit

from ..domain.check_publishable import reasons_against
from ..models import Business, Picture, Product
from ..policies import businesses_of

STAFF_PERMISSION = "catalogue.publish_stay"
PUBLISHING = ("action-publish", "action-workflow-action")


class ListingForm(WagtailAdminModelForm):
    """Limits businesses, parents and pictures to those of the person; says in the form why something cannot be published."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = self.for_user
        if user is None or user.has_perm(STAFF_PERMISSION):
            return
        for field in self.fields.values():
            if isinstance(field, ModelChoiceField):
                self._limit(field, user)

    @staticmethod
    def _limit(field: ModelChoiceField, user: Any) -> None:
        rows = field.queryset
        if rows is None:
            return
        model = rows.model
        if issubclass(model, Business):
            field.queryset = businesses_of(user)
        elif issubclass(model, Product):
            field.queryset = rows.filter(business__in=businesses_of(user))
        elif issubclass(model, Picture):
            field.queryset = policy_registry.get_by_type(Picture).instances_user_has_any_permission_for(user, ["choose"])

    def is_valid(self) -> bool:
        return bool(super().is_valid()) and self._pictures_allowed()

    def _pictures_allowed(self) -> bool:
        """The rows of the gallery are forms of their own; their pictures are checked here."""
        user = self.for_user
        if user is None or user.has_perm(STAFF_PERMISSION) or "gallery" not in self.formsets:
            return True
        policy = policy_registry.get_by_type(Picture)
        chosen = [form.cleaned_data.get("picture") for form in self.formsets["gallery"].forms if form.cleaned_data]
        if all(policy.user_has_permission_for_instance(user, "choose", picture) for picture in chosen if picture):
            return True
        self.add_error(None, _("One of the pictures is not yours."))
        return False

    def save(self, commit: bool = True) -> Any:
        """What is not in drafts (the agreement with a business, say) counts from now on, whatever becomes of the draft."""
        thing = super().save(commit)
        settled = {name: self.cleaned_data[name] for name in thing.not_in_drafts if name in self.changed_data}
        if settled and thing.pk and not thing._state.adding:
            with transaction.atomic():
                thing.save(update_fields=list(settled))
                record_audit(
                    thing=thing._meta.model_name, thing_id=thing.pk, verb="settle", actor=self.for_user, why=", ".join(sorted(settled))
                )
        return thing

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if self.data and any(name in self.data for name in PUBLISHING):
            self._check_publishable(values)
        return values

    def _check_publishable(self, values: dict[str, Any]) -> None:
        for name, reason in reasons_against(kind=type(self.instance), values=values, pk=self.instance.pk).items():
            self.add_error(name if name in self.fields else None, ValidationError(reason, code="not-publishable"))
