# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import AuditEntry, User
from marketplace.errors import Refused

from ..models import Conflict, Juror

VERB = "lift_conflict"
NEVER = frozenset({"same-person", "co-applicant"})


def lift_conflict(*, conflict: Conflict, actor: User, why: str) -> None:
    """Staff takes back what was a mistake; the house will not find this one again. Who takes part herself never reads: raises `Refused`."""
    if conflict.reason in NEVER:
        raise Refused(_("Whoever takes part herself cannot read this application."), code="takes-part")
    if not why.strip():
        raise Refused(_("Say why this is no conflict of interest."), code="reason-missing")
    with transaction.atomic():
        Juror.objects.select_for_update(of=("self",)).get(pk=conflict.juror_id)
        record_audit(
            thing="conflict",
            thing_id=pair(conflict.juror_id, conflict.application_id),
            verb=VERB,
            actor=actor,
            before=conflict.source,
            why=why,
        )
        conflict.delete()


def pair(juror: int, application: int) -> str:
    return f"{juror}:{application}"


def lifted() -> set[str]:
    """Pairs that staff has looked at and let pass."""
    return set(AuditEntry.objects.filter(thing="conflict", verb=VERB).values_list("thing_id", flat=True))
