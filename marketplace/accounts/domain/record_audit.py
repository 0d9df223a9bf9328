# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from ..models import AuditEntry, User


def record_audit(
    *,
    thing: str,
    thing_id: Any,
    verb: str,
    actor: User | None = None,
    actor_label: str = "",
    before: str = "",
    after: str = "",
    why: str = "",
) -> AuditEntry:
    """Write one line of the audit log, in the caller's transaction. `actor_label` says who acted when nobody is signed in."""
    label = actor_label or ("user" if actor else "system")
    return AuditEntry.objects.create(
        thing=thing,
        thing_id=str(thing_id),
        verb=verb,
        actor=actor,
        actor_label=label,
        before=before,
        after=after,
        why=why[:300],
    )
