# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room holds about a person: notices sent with their address. The notice stays, its sender's name goes."""

from typing import Any

from django.dispatch import receiver

from marketplace.accounts.models import User
from marketplace.accounts.signals import personal_data_wanted, user_erased

from .models import IllegalContentNotice


@receiver(personal_data_wanted)
def give_notices(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    notices = IllegalContentNotice.objects.filter(email__iexact=user.email).order_by("pk")
    return "notices", [
        {"at": notice.received_at.isoformat(), "address": notice.url, "reason": notice.reason, "decision": notice.decision}
        for notice in notices
    ]


@receiver(user_erased)
def erase_sender(sender: Any, user: User, **kwargs: Any) -> None:
    IllegalContentNotice.objects.filter(email__iexact=user.email).update(name="", email="")
