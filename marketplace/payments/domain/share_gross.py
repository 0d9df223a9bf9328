# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who gets what of an order's gross amount, before and after refunds, to the cent.

Rules: the commission is a percentage of the gross without tourist tax. Of short lets by private persons (stays of at
most 30 nights) the platform, which collects the rent, withholds 21 % of the rent without tourist tax (D.L. 50/2017
art. 4 c. 5; the commission is the host's cost and part of the base), and keeps the tourist tax for the municipality (c. 5-ter: who
collects is responsible). For businesses the tourist tax is part of their transfer: they pay it on themselves.
Of a refund the tourist tax goes back first; the other parts shrink in proportion to what is kept.
"""

from dataclasses import dataclass
from decimal import Decimal

WITHHOLDING_PERCENT = 21
LONGEST_SHORT_LET = 30  # nights


@dataclass(frozen=True, slots=True)
class Gross:
    """What an order costs, in cents: all of it, the tourist tax in it, the rent of short lets in it (without tax)."""

    total: int
    tourist_tax: int
    short_let_rent: int
    commission_percent: Decimal
    private: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of what is kept, in cents; they add up to it. `tax_in_gross` includes tax that a business pays on itself."""

    commission: int
    withheld: int
    tourist_tax: int
    transfer: int
    tax_in_gross: int

    @property
    def total(self) -> int:
        return self.commission + self.withheld + self.tourist_tax + self.transfer


def portion(amount: int, part: int, whole: int) -> int:
    """`amount × part / whole` in cents, half a cent up; none is negative, `whole` above zero."""
    return (2 * amount * part + whole) // (2 * whole)


def share_gross(gross: Gross) -> Shares:
    """The shares when nothing is refunded. Where commission and withholding exceed the price, the tax office goes first."""
    price = gross.total - gross.tourist_tax
    withheld = portion(gross.short_let_rent, WITHHOLDING_PERCENT, 100) if gross.private else 0
    commission = min(portion(price, int(gross.commission_percent * 100), 10_000), price - withheld)
    tax = gross.tourist_tax if gross.private else 0
    return Shares(
        commission=commission,
        withheld=withheld,
        tourist_tax=tax,
        transfer=gross.total - commission - withheld - tax,
        tax_in_gross=gross.tourist_tax,
    )


def shares_after_refund(full: Shares, *, refunded: int) -> Shares:
    """The shares of what is kept after `refunded` cents went back. Each shrinks (never grows) as more goes back."""
    if not 0 <= refunded <= full.total:
        raise ValueError(f"{refunded} of {full.total} cents cannot go back")
    tax_in_gross = max(full.tax_in_gross - refunded, 0)
    price, kept = full.total - full.tax_in_gross, full.total - refunded - tax_in_gross
    withheld = portion(full.withheld, kept, price) if price else 0
    # Rounded together: were each rounded by itself, a larger refund could raise the transfer by a cent.
    deducted = portion(full.withheld + full.commission, kept, price) if price else 0
    tax = min(full.tourist_tax, tax_in_gross)
    return Shares(
        commission=deducted - withheld,
        withheld=withheld,
        tourist_tax=tax,
        transfer=kept + tax_in_gross - tax - deducted,
        tax_in_gross=tax_in_gross,
    )
