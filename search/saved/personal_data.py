# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Saved searches of a person: given when asked for, erased with the account."""

from typing import Any

from django.db.models import Q, QuerySet
from django.dispatch import receiver

from marketplace.accounts.models import User
from marketplace.accounts.signals import personal_data_wanted, user_erased

from ..models import SavedSearch


def searches_of(user: User) -> QuerySet[SavedSearch]:
    """Those saved with the account, and those confirmed from its address."""
    return SavedSearch.objects.filter(Q(user=user) | Q(email=user.email.lower())).order_by("-created_at")


@receiver(personal_data_wanted)
def give_searches(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    return "saved_searches", [
        {"saved_at": one.created_at.isoformat(), "parameters": one.parameters, "told_at": one.told_at and one.told_at.isoformat()}
        for one in searches_of(user)
    ]


@receiver(user_erased)
def erase_searches(sender: Any, user: User, **kwargs: Any) -> None:
    searches_of(user).delete()
