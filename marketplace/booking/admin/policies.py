# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who may do what with the calendar: staff by permission, members of a business with that of its units."""

from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.permissions import register_permission_policy

from catalogue.models import Unit
from catalogue.policies import MemberPolicy, businesses_of

from ..models import Extra, Occupancy, Rate, Restriction, Season


class CalendarPolicy(MemberPolicy):
    """Members add, change and delete what belongs to units of their businesses."""

    own_actions = frozenset({"add", "change", "delete", "view"})

    def _own(self, user: Any) -> Q:
        return Q(unit__business__in=businesses_of(user))


class ClosurePolicy(CalendarPolicy):
    """Of occupancies only closures are for hands: holds, bookings and residencies have verbs of their own. A closure is not
    changed but deleted and made anew, by the one door that takes nights."""

    own_actions = frozenset({"add", "delete", "view"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "change" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        closure = isinstance(instance, Occupancy) and instance.kind == Occupancy.Kind.CLOSURE
        return closure and action != "change" and super().user_has_permission_for_instance(user, action, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        return super().instances_user_has_any_permission_for(user, actions).filter(kind=Occupancy.Kind.CLOSURE)


def units_for(user: Any, action: str, model: type[Model]) -> QuerySet[Unit]:
    """The units for which a person may do `action` with rows of `model`: all with the permission, else those of their businesses."""
    everything = Unit.objects.order_by("title")
    if user.is_superuser or user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}"):
        return everything
    return everything.filter(business__in=businesses_of(user))


def register() -> None:
    """Tell Wagtail; to be called before any admin view is built."""
    for model in (Rate, Season, Restriction, Extra):
        register_permission_policy(model, CalendarPolicy(model), exact_class=True)
    register_permission_policy(Occupancy, ClosurePolicy(Occupancy), exact_class=True)
