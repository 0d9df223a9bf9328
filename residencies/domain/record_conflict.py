# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..models import Application, Assignment, Conflict, Juror


def record_conflict(*, juror: Juror, application: Application, source: str, reason: str, actor: User | None = None) -> bool:
    """Note that the juror must not read the application, and take it off her desk; answers whether this was new.

    Under the row lock of the juror, for which an assignment waits as well. A vote cast before stays, but counts no more
    (`queries.ranking`); what was only begun is deleted.
    """
    with transaction.atomic():
        Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
        _conflict, new = Conflict.objects.get_or_create(
            juror=juror, application=application, defaults={"source": source, "reason": reason[:300]}
        )
        for assignment in Assignment.objects.filter(juror=juror, application=application).select_for_update(of=("self",)):
            drop_reading(assignment=assignment)
        if new:
            record_audit(
                thing="application", thing_id=application.number, verb="record_conflict", actor=actor, after=source, why=f"juror {juror.pk}"
            )
        return new


def drop_reading(*, assignment: Assignment) -> bool:
    """Delete a reading without a vote, with what was noted for it; answers whether it was deleted."""
    review = getattr(assignment, "review", None)
    if review is not None:
        if review.cast_at is not None:
            return False
        review.delete()
    assignment.delete()
    return True
