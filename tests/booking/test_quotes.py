# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What nights, places and pieces cost."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from marketplace.booking.clock import ROME, rome_instant
from marketplace.booking.domain.quote_good import quote_good
from marketplace.booking.domain.quote_nights import quote_nights
from marketplace.booking.domain.quote_session import quote_session
from marketplace.booking.domain.quotes import Quote
from marketplace.booking.errors import RulesBroken
from marketplace.booking.models import Extra, Restriction, Season
from tests.factories import make_good, make_session, make_stay, make_tariff, make_unit

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 9, tzinfo=ROME)  # a Monday
MONDAY = date(2027, 3, 8)
D = Decimal


def nights(unit, count, start=MONDAY, adults=2, **more):
    return quote_nights(unit=unit, check_in=start, check_out=start + timedelta(days=count), adults=adults, now=NOW, **more)


def amounts(quote):
    return [(line.kind, line.quantity, line.amount) for line in quote.lines]


def codes(refused):
    return {reason["code"] for reason in refused.value.reasons}


def test_two_nights_cost_twice_the_night_and_the_line_says_so():
    quote = nights(make_unit(night="80.00"), 2)
    assert amounts(quote) == [("night", 2, D("160.00"))]
    assert quote.total == D("160.00")
    assert quote.lines[0].label["en"] == "2 nights × €80.00"
    assert "80,00 €" in quote.lines[0].label["it"]


def test_a_weekend_night_has_its_own_line_and_price():
    unit = make_unit(night="80.00", rate={"weekend_night": D("100.50")})
    assert amounts(nights(unit, 4, start=date(2027, 3, 11))) == [("night", 2, D("160.00")), ("weekend", 2, D("201.00"))]


def test_a_season_goes_before_the_rate_and_is_named():
    unit = make_unit(night="80.00", rate={"weekend_night": D("100.00")})
    Season.objects.create(unit=unit, name="Vendemmia", period=(MONDAY, MONDAY + timedelta(days=7)), night=D("95.00"))
    quote = nights(unit, 8)
    assert amounts(quote) == [("night", 7, D("665.00")), ("night", 1, D("80.00"))]
    assert "Vendemmia" in quote.lines[0].label["de"]


def test_guests_beyond_those_included_pay_by_the_night():
    unit = make_unit(capacity=4, rate={"extra_guest": D("15.00"), "included_guests": 2})
    assert ("extra_guest", 4, D("60.00")) in amounts(nights(unit, 2, adults=3, children=1))


def test_a_week_and_a_month_are_cheaper_but_cleaning_is_not():
    unit = make_unit(night="33.33", rate={"weekly_discount_percent": 10, "monthly_discount_percent": 25, "cleaning_fee": D("40.00")})
    assert amounts(nights(unit, 6)) == [("night", 6, D("199.98")), ("cleaning", 1, D("40.00"))]
    assert ("weekly_discount", 1, D("-23.33")) in amounts(nights(unit, 7))
    assert ("monthly_discount", 1, D("-233.31")) in amounts(nights(unit, 28))


def test_extras_are_counted_by_stay_night_guest_or_both():
    unit = make_unit()
    chosen = [Extra.objects.create(unit=unit, name=f"Cosa {per}", price=D("5.00"), per=per).pk for per in Extra.Per.values]
    Extra.objects.create(unit=unit, name="Sempre", price=D("1.00"), mandatory=True)
    quote = nights(unit, 3, extras=chosen)
    assert [line.quantity for line in quote.lines if line.kind == "extra"] == [1, 3, 2, 6, 1]


def test_the_tourist_tax_stops_at_the_cap_and_spares_children():
    unit = make_unit(capacity=4)
    make_tariff(unit.stay.municipality, "1.50", max_nights=3, exempt_under_age=14)
    quote = nights(unit, 5, adults=2, children=2, children_ages=[14])
    assert ("tourist_tax", 9, D("13.50")) in amounts(quote)  # two adults and one of 14; the child of unknown age counts as exempt
    assert quote.tourist_tax == D("13.50")


def test_children_of_unknown_age_pay_where_no_age_is_exempt():
    unit = make_unit(capacity=4)
    make_tariff(unit.stay.municipality, "1.00", max_nights=None, exempt_under_age=0)
    assert nights(unit, 2, adults=1, children=1).tourist_tax == D("4.00")


def test_a_tariff_that_changes_during_the_stay_is_applied_night_by_night():
    unit = make_unit()
    make_tariff(unit.stay.municipality, "1.00", max_nights=None, valid_until=MONDAY)
    make_tariff(unit.stay.municipality, "2.00", max_nights=None, valid_from=MONDAY + timedelta(days=1))
    assert [a for a in amounts(nights(unit, 3)) if a[0] == "tourist_tax"] == [("tourist_tax", 2, D("2.00")), ("tourist_tax", 4, D("8.00"))]


def test_an_unknown_tariff_is_paid_at_the_stay_and_never_zero():
    unit = make_unit()
    make_tariff(unit.stay.municipality, "1.00", valid_until=MONDAY)  # nothing known of the second night
    quote = nights(unit, 2)
    assert quote.tourist_tax is None
    assert [line.amount for line in quote.due_at_stay] == [None]
    assert all(line.kind != "tourist_tax" for line in quote.lines)


def test_a_tariff_of_zero_is_known_and_nothing_is_due_at_the_stay():
    unit = make_unit()
    make_tariff(unit.stay.municipality, "0.00")
    quote = nights(unit, 2)
    assert (quote.tourist_tax, quote.due_at_stay) == (D("0.00"), ())


def test_all_broken_rules_are_said_at_once():
    unit = make_unit(rate={"min_nights": 3, "notice_days": 10, "closed_arrival_weekdays": [0], "closed_departure_weekdays": [1]})
    with pytest.raises(RulesBroken) as refused:
        nights(unit, 1, adults=0, children=9, extras=[0])
    assert codes(refused) == {
        "no-adult",
        "too-many-guests",
        "unknown-extra",
        "notice",
        "min-nights",
        "closed-to-arrival",
        "closed-to-departure",
    }
    assert all(reason["message"] for reason in refused.value.reasons)


@pytest.mark.parametrize(
    ("start", "count", "code"),
    [
        (MONDAY, 0, "dates-reversed"),
        (MONDAY, -3, "dates-reversed"),
        (date(2027, 2, 28), 2, "past"),
        (date(2037, 3, 1), 2, "too-far"),
        (MONDAY, 31, "max-nights"),
    ],
)
def test_impossible_dates_are_refused(start, count, code):
    with pytest.raises(RulesBroken) as refused:
        nights(make_unit(), count, start=start)
    assert codes(refused) == {code}


def test_dates_at_the_end_of_the_calendar_are_refused_like_others():
    with pytest.raises(RulesBroken):
        quote_nights(unit=make_unit(), check_in=date.min, check_out=date.max, adults=1, now=NOW)
    with pytest.raises(RulesBroken):
        quote_nights(unit=make_unit(), check_in=date.max, check_out=date.min, adults=1, now=NOW)


def test_today_can_be_booked_until_the_check_in_hour():
    unit = make_unit(stay=make_stay(check_in_from=time(15)))
    today = NOW.date()
    before, after = rome_instant(today, time(14, 59)), rome_instant(today, time(15))
    assert quote_nights(unit=unit, check_in=today, check_out=today + timedelta(days=1), adults=1, now=before)
    with pytest.raises(RulesBroken) as refused:
        quote_nights(unit=unit, check_in=today, check_out=today + timedelta(days=1), adults=1, now=after)
    assert codes(refused) == {"notice"}


def test_a_restriction_goes_before_the_season_and_that_before_the_rate():
    unit = make_unit(rate={"min_nights": 1})
    week = (MONDAY, MONDAY + timedelta(days=7))
    Season.objects.create(unit=unit, name="Estate", period=week, night=D("90.00"), min_nights=3)
    with pytest.raises(RulesBroken):
        nights(unit, 2)
    Restriction.objects.create(unit=unit, period=week, min_nights=2, max_nights=4)
    assert nights(unit, 2).total == D("180.00")
    with pytest.raises(RulesBroken):
        nights(unit, 5)


@pytest.mark.parametrize("hidden", [{"live": False}, {"is_public": False}])
def test_neither_a_draft_nor_a_draft_s_unit_can_be_booked(hidden):
    for unit in (make_unit(**hidden), make_unit(stay=make_stay(**hidden))):
        with pytest.raises(RulesBroken) as refused:
            nights(unit, 2)
        assert codes(refused) == {"not-public"}


def test_a_unit_without_a_rate_has_no_price():
    with pytest.raises(RulesBroken) as refused:
        nights(make_unit(rate={"skip": True}), 2)
    assert codes(refused) == {"no-rate"}


def test_a_quote_survives_being_stored():
    unit = make_unit(rate={"cleaning_fee": D("30.00")})
    quote = nights(unit, 2)
    assert Quote.from_json(quote.to_json()) == quote
    assert quote.localised("de")["lines"][1]["amount"] == D("30.00")


def test_places_and_pieces_have_a_price_each():
    session, good = make_session(), make_good(price=D("9.50"))
    assert quote_session(session=session, quantity=3).total == D("75.00")
    assert quote_good(good=good, quantity=2).total == D("19.00")
    for quantity in (0, -1, 99):
        with pytest.raises(RulesBroken):
            quote_session(session=session, quantity=quantity)
    with pytest.raises(RulesBroken):
        quote_good(good=good, quantity=0)


def test_a_season_is_named_in_the_language_of_whoever_reads_the_quote():
    unit = make_unit()
    Season.objects.create(
        unit=unit, name="Estate", name_en="Summer", period=(MONDAY, MONDAY + timedelta(days=9)), night=D("90.00")
    )  # nobody has written the German name
    quote = Quote.from_json(nights(unit, 2).to_json())
    assert quote.localised("it")["lines"][0]["label"] == "2 notti × 90,00 € (Estate)"
    assert quote.localised("en")["lines"][0]["label"] == "2 nights × €90.00 (Summer)"
    assert quote.localised("de")["lines"][0]["label"] == "2 Nächte × 90,00 € (Estate)"
