# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..models import Call, Term
from ..vocabulary import Per, Side

DAYS_A_MONTH, DAYS_A_WEEK = Decimal(30), Decimal(7)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Worth:
    """What one resident is given and asked, EUR, over `nights`; `without_amount` counts the terms that name no sum."""

    nights: int
    given: Decimal
    asked: Decimal
    without_amount: int

    @property
    def balance(self) -> Decimal:
        """Given less asked, EUR."""
        return self.given - self.asked


def worth_of(*, call: Call) -> Worth:
    """A call's terms as two sums, so that calls can be compared.

    The rule: one artist, alone, for the shortest stay the call allows (the fewest `min_nights` of its periods; 30 nights where it
    names no period). A month is 30 nights and a week 7, so an amount a month counts nights/30 times; once and a person count once.
    Terms without an amount (a kiln, an open studio) count nought and are counted aside. The application fee counts as asked.
    """
    nights = min((period.min_nights for period in call.periods.all()), default=int(DAYS_A_MONTH))
    terms = list(call.terms.all())
    given = sum((sum_over(term, nights) for term in terms if term.side == Side.GIVEN), Decimal(0))
    asked = sum((sum_over(term, nights) for term in terms if term.side == Side.ASKED), Decimal(call.fee))
    return Worth(nights, _rounded(given), _rounded(asked), sum(term.amount is None for term in terms))


def sum_over(term: Term, nights: int) -> Decimal:
    """What a term is worth over so many nights, EUR, not rounded."""
    times = {Per.MONTH: nights / DAYS_A_MONTH, Per.WEEK: nights / DAYS_A_WEEK, Per.NIGHT: Decimal(nights)}
    return Decimal(0) if term.amount is None else Decimal(term.amount) * times.get(Per(term.per), Decimal(1))


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
