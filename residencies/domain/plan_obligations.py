# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from ..models import Call, Deliverable, Instalment, Residence
from ..vocabulary import Per, Side, TermKind
from .worth_of import CENT, sum_over

MONTH = timedelta(days=30)
PAID = frozenset({TermKind.STIPEND, TermKind.TRAVEL, TermKind.BOARD, TermKind.MATERIALS, TermKind.PRODUCTION})
OWED = frozenset({TermKind.OPEN_STUDIO, TermKind.WORKSHOP, TermKind.WORK_LEFT, TermKind.TALK, TermKind.REPORT})
AT_THE_END = frozenset({TermKind.WORK_LEFT, TermKind.REPORT})  # the rest happens while she is there, a week before


def plan_obligations(*, call: Call, residence: Residence) -> None:
    """Write what follows from the call's terms and the dates: instalments of what is paid (EUR), and what the artist owes, with days.

    What is paid once, or for a person, falls due on arrival; what is paid by time is summed for all nights (a month is 30, as in
    `worth_of`) and paid in equal parts, cents rounded down, every 30 days from arrival on, the last part with the rest. What was planned
    before and is neither paid nor done is planned anew. In the caller's transaction.
    """
    check_in, check_out = residence.period.lower, residence.period.upper
    nights = (check_out - check_in).days
    terms = list(call.terms.all())
    paid = [term for term in terms if term.side == Side.GIVEN and term.kind in PAID and term.amount]
    once = sum((sum_over(term, nights) for term in paid if term.per in (Per.ONCE, Per.PERSON)), Decimal(0))
    by_time = sum((sum_over(term, nights) for term in paid if term.per not in (Per.ONCE, Per.PERSON)), Decimal(0))
    if not residence.instalments.filter(paid_on__isnull=False).exists():
        residence.instalments.all().delete()
        rows = instalments(once=once, by_time=by_time, check_in=check_in, nights=nights)
        Instalment.objects.bulk_create([Instalment(residence=residence, due_on=due, amount=amount) for due, amount in rows])
    residence.deliverables.filter(state=Deliverable.State.DUE, session=None).delete()
    settled = set(residence.deliverables.values_list("kind", flat=True))
    owed = [term.kind for term in terms if term.side == Side.ASKED and term.kind in OWED and term.kind not in settled]
    week_before = max(check_in, check_out - timedelta(days=7))
    days = {kind: check_out if kind in AT_THE_END else week_before for kind in owed}
    Deliverable.objects.bulk_create([Deliverable(residence=residence, kind=kind, due_on=due) for kind, due in days.items()])


def instalments(*, once: Decimal, by_time: Decimal, check_in: date, nights: int) -> list[tuple[date, Decimal]]:
    """(due, EUR), whose sum is exactly what is given, rounded to the cent."""
    total = by_time.quantize(CENT)
    parts = max(1, -(-nights // MONTH.days))
    each = (total / parts).quantize(CENT, ROUND_DOWN)
    amounts = [each] * (parts - 1) + [total - each * (parts - 1)]
    amounts[0] += once.quantize(CENT)
    return [(check_in + MONTH * place, amount) for place, amount in enumerate(amounts) if amount > 0]
