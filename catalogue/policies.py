# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who may do what with listings in the admin: staff by permission, members of a business with what is theirs, nobody else anything."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from marketplace.territory.models import Municipality

from .models import Business, BusinessMember, Experience, Good, Picture, Product, Session, Stay, Unit

OWN_ACTIONS = frozenset({"add", "change", "view"})
OWN_PICTURE_ACTIONS = frozenset({"add", "change", "choose"})


def is_member(user: Any) -> bool:
    """Whether the person belongs to any business; asked of the database once a request."""
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "_is_business_member"):
        user._is_business_member = BusinessMember.objects.filter(user=user).exists()
    return bool(user._is_business_member)


def businesses_of(user: Any) -> QuerySet[Business]:
    return Business.objects.filter(members__user=user)


class MemberPolicy(ModelPermissionPolicy):
    """Model permissions, and for members of businesses: add, change and view what is theirs. Publishing and deleting need the permission."""

    own_actions = OWN_ACTIONS

    def _own(self, user: Any) -> Q:
        return Q(pk__in=businesses_of(user)) if issubclass(self.model, Business) else Q(business__in=businesses_of(user))

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) or (action in self.own_actions and is_member(user))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if super().user_has_permission(user, action):
            return True
        if action not in self.own_actions or not is_member(user):
            return False
        return bool(self.model._default_manager.filter(self._own(user), pk=instance.pk).exists())

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        everything = self.model._default_manager.all()
        if any(super(MemberPolicy, self).user_has_permission(user, action) for action in actions):
            return everything
        if is_member(user) and self.own_actions & set(actions):
            return everything.filter(self._own(user))
        return everything.none()


class BusinessPolicy(MemberPolicy):
    """Members do not found businesses: staff does, with them."""

    own_actions = OWN_ACTIONS - {"add"}


class MunicipalityPolicy(ModelPermissionPolicy):
    """Municipalities come from a file of boundaries, and listings stand in them: they are corrected, never made or deleted by hand."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("change", "view") and bool(super().user_has_permission(user, action))


class PicturePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rules for collections, and for members: pictures of their business or uploaded by them. Members delete none."""

    def _own(self, user: Any) -> QuerySet[Picture]:
        return Picture.objects.filter(Q(business__in=businesses_of(user)) | Q(uploaded_by_user=user))

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) or (action in OWN_PICTURE_ACTIONS and is_member(user))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        if super().user_has_any_permission_for_instance(user, actions, instance):
            return True
        return bool(OWN_PICTURE_ACTIONS & set(actions)) and is_member(user) and self._own(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        allowed = super().instances_user_has_any_permission_for(user, actions)
        if OWN_PICTURE_ACTIONS & set(actions) and is_member(user):
            return Picture.objects.filter(Q(pk__in=allowed.values("pk")) | Q(pk__in=self._own(user).values("pk")))
        return allowed

    def collections_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        allowed = super().collections_user_has_any_permission_for(user, actions)
        if "add" in actions and is_member(user):
            return Collection.objects.filter(Q(pk__in=allowed.values("pk")) | Q(depth=1))
        return allowed


def register() -> None:
    """Tell Wagtail; to be called before any admin view is built."""
    for model in (Product, Stay, Unit, Experience, Session, Good):
        register_permission_policy(model, MemberPolicy(model), exact_class=True)
    register_permission_policy(Business, BusinessPolicy(Business), exact_class=True)
    register_permission_policy(Municipality, MunicipalityPolicy(Municipality), exact_class=True)
    register_permission_policy(
        Picture, PicturePolicy(Picture, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"), exact_class=True
    )
