# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Cents always add up, whatever the price, the commission and the refund."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.payments.domain.share_gross import Gross, Shares, share_gross, shares_after_refund

MONEY = st.integers(0, 5_000_000)


@st.composite
def gross_amounts(draw: st.DrawFn) -> Gross:
    price, tax = draw(MONEY), draw(st.integers(0, 100_000))
    rent = draw(st.integers(0, price))
    percent = Decimal(draw(st.integers(0, 9_999))) / 100
    return Gross(total=price + tax, tourist_tax=tax, short_let_rent=rent, commission_percent=percent, private=draw(st.booleans()))


def parts(shares: Shares) -> tuple[int, ...]:
    return shares.commission, shares.withheld, shares.tourist_tax, shares.transfer


@settings(max_examples=400, deadline=None)
@given(gross_amounts())
def test_the_parts_of_an_order_add_up_and_none_is_negative(gross: Gross) -> None:
    shares = share_gross(gross)
    assert sum(parts(shares)) == gross.total
    assert min(parts(shares)) >= 0


@settings(max_examples=400, deadline=None)
@given(gross_amounts(), st.data())
def test_what_is_kept_after_a_refund_adds_up_and_no_part_grows(gross: Gross, data: st.DataObject) -> None:
    full = share_gross(gross)
    less = data.draw(st.integers(0, gross.total))
    more = data.draw(st.integers(less, gross.total))
    before, after = shares_after_refund(full, refunded=less), shares_after_refund(full, refunded=more)
    assert sum(parts(after)) == gross.total - more
    assert min(parts(after)) >= 0
    assert after.transfer <= before.transfer
    assert shares_after_refund(full, refunded=0) == full


def test_of_a_private_short_let_the_platform_keeps_tax_and_withholds_21_percent() -> None:
    gross = Gross(total=16_600, tourist_tax=600, short_let_rent=16_000, commission_percent=Decimal("10.00"), private=True)
    assert share_gross(gross) == Shares(commission=1_600, withheld=3_360, tourist_tax=600, transfer=11_040, tax_in_gross=600)


def test_a_business_pays_tourist_tax_on_itself_and_no_commission_on_it() -> None:
    gross = Gross(total=16_600, tourist_tax=600, short_let_rent=16_000, commission_percent=Decimal("10.00"), private=False)
    assert share_gross(gross) == Shares(commission=1_600, withheld=0, tourist_tax=0, transfer=15_000, tax_in_gross=600)


def test_half_a_cent_of_commission_goes_up() -> None:
    gross = Gross(total=5, tourist_tax=0, short_let_rent=0, commission_percent=Decimal("10.00"), private=False)
    assert share_gross(gross).commission == 1


def test_when_commission_and_withholding_exceed_the_price_the_tax_office_goes_first() -> None:
    gross = Gross(total=10_000, tourist_tax=0, short_let_rent=10_000, commission_percent=Decimal("90.00"), private=True)
    assert share_gross(gross) == Shares(commission=7_900, withheld=2_100, tourist_tax=0, transfer=0, tax_in_gross=0)


def test_of_a_refund_the_tourist_tax_goes_back_first() -> None:
    full = Shares(commission=1_600, withheld=3_360, tourist_tax=600, transfer=11_040, tax_in_gross=600)
    half = shares_after_refund(full, refunded=8_600)
    assert half == Shares(commission=800, withheld=1_680, tourist_tax=0, transfer=5_520, tax_in_gross=0)
