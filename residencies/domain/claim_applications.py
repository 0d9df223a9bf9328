# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence

from django.db import transaction

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..models import Application
from ..queries.applications import application_of


def claim_applications(*, user: User, key_hashes: Sequence[str]) -> list[Application]:
    """What was begun in this browser before signing in becomes the person's; answers what did.

    A draft for a call for which the person has one already stays as it is: the page shows both, and she chooses.
    """
    claimed = []
    for found in Application.objects.filter(key_hash__in=[key for key in key_hashes if key], user=None):
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)  # two sign-ins at once claim one after the other
            locked = Application.objects.select_for_update(of=("self",)).select_related("call").filter(pk=found.pk, user=None).first()
            if locked is None or application_of(call=locked.call, user=user, key_hash="") is not None:
                continue
            locked.user, locked.key_hash = user, ""
            locked.save(update_fields=["user", "key_hash"])
            record_audit(thing="application", thing_id=locked.number, verb="claim_applications", actor=user)
            claimed.append(locked)
    return claimed
