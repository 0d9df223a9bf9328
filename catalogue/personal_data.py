# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the catalogue holds about a person: the businesses they act for."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from marketplace.accounts.models import User
from marketplace.accounts.signals import erasure_wanted, personal_data_wanted, user_erased
from marketplace.errors import Conflict

from .models import Business, BusinessMember

OWNER = BusinessMember.Role.OWNER


@receiver(personal_data_wanted)
def give_memberships(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    members = BusinessMember.objects.filter(user=user).select_related("business").order_by("pk")
    return "businesses", [{"name": member.business.name, "role": member.role} for member in members]


@receiver(erasure_wanted)
def object_to_erasure(sender: Any, user: User, **kwargs: Any) -> None:
    """A business must not be left without anybody who answers for it."""
    owned = Business.objects.filter(members__user=user, members__role=OWNER)
    kept = Business.objects.filter(members__in=BusinessMember.objects.filter(role=OWNER).exclude(user=user))
    alone = owned.exclude(pk__in=kept.values("pk")).first()
    if alone is not None:
        raise Conflict(
            _("You are the only owner of “%(name)s”. Name another owner first, or write to us to close the business.")
            % {"name": alone.name},
            code="only-owner",
        )


@receiver(user_erased)
def erase_memberships(sender: Any, user: User, **kwargs: Any) -> None:
    BusinessMember.objects.filter(user=user).delete()
