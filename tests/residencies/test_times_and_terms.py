# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A call's phase follows from its times to the second, in its own zone; its terms become two sums by one rule."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from residencies.domain.phase_of import phase_of
from residencies.domain.worth_of import worth_of
from residencies.models import Call, Period, Term
from residencies.programme.wording import euros, moment, quantity_of, time_left, zone_words
from residencies.vocabulary import Phase

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def call(**fields):
    days = {"opens_at": 0, "deadline_at": 30, "jury_from": 31, "jury_until": 40, "publication_at": 45}
    made = Call(**{**{name: START + day * DAY for name, day in days.items()}, **fields})
    made.periods, made.terms = [], []
    return made


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("opens_at", Phase.COMING, Phase.OPEN),
        ("deadline_at", Phase.OPEN, Phase.JURY),
        ("publication_at", Phase.JURY, Phase.DECIDED),
    ],
)
def test_the_phase_changes_at_the_very_second(name, before, after):
    made = call()
    made.periods = [Period(check_in=date(2026, 6, 1), check_out=date(2026, 7, 1))]
    instant = getattr(made, name)
    assert phase_of(call=made, now=instant - SECOND) == before
    assert phase_of(call=made, now=instant) == after


def test_a_call_is_past_the_day_after_its_last_resident_has_left_and_cancelled_whenever_it_was():
    made = call()
    made.periods = [Period(check_in=date(2026, 6, 1), check_out=date(2026, 7, 1))]
    assert phase_of(call=made, now=datetime(2026, 7, 1, 21, 59, tzinfo=UTC)) == Phase.DECIDED
    assert phase_of(call=made, now=datetime(2026, 7, 1, 22, 0, tzinfo=UTC)) == Phase.PAST  # midnight in Rome
    made.cancelled_at = START + DAY
    assert phase_of(call=made, now=START + DAY) == Phase.CANCELLED


@pytest.mark.parametrize(
    ("night", "hour", "utc", "offset"),
    [
        (date(2026, 3, 29), 1, datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC), "UTC+1"),  # clocks go from 2 to 3
        (date(2026, 3, 29), 3, datetime(2026, 3, 29, 1, 59, 59, tzinfo=UTC), "UTC+2"),
        (date(2026, 10, 25), 1, datetime(2026, 10, 24, 23, 59, 59, tzinfo=UTC), "UTC+2"),  # clocks go from 3 back to 2
        (date(2026, 10, 25), 3, datetime(2026, 10, 25, 2, 59, 59, tzinfo=UTC), "UTC+1"),
    ],
)
def test_a_deadline_in_a_night_in_which_clocks_change_falls_in_its_second(night, hour, utc, offset):
    deadline = datetime(night.year, night.month, night.day, hour, 59, 59, tzinfo=ZoneInfo("Europe/Rome"))
    opens = deadline - 20 * DAY
    made = call(opens_at=opens, deadline_at=deadline, jury_until=deadline + DAY, publication_at=deadline + 2 * DAY)
    assert phase_of(call=made, now=utc - SECOND) == Phase.OPEN
    assert phase_of(call=made, now=utc) == Phase.JURY
    assert f"{hour:02d}:59" in moment(utc, made)
    assert zone_words(utc, made) == f"Europe/Rome, {offset}"


def test_times_are_said_on_the_clocks_of_the_call_wherever_the_reader_is():
    made = call(time_zone="America/New_York")
    assert "08:00" in moment(datetime(2026, 7, 1, 12, tzinfo=UTC), made)
    assert zone_words(datetime(2026, 7, 1, 12, tzinfo=UTC), made) == "America/New York, UTC-4"
    assert zone_words(datetime(2026, 7, 1, 12, tzinfo=UTC), call(time_zone="Asia/Kolkata")) == "Asia/Kolkata, UTC+5:30"


def test_amounts_count_for_the_shortest_stay_the_call_allows():
    made = call(fee=Decimal("20"))
    made.periods = [
        Period(check_in=date(2026, 6, 1), check_out=date(2026, 9, 1), min_nights=45),
        Period(check_in=date(2026, 9, 1), check_out=date(2026, 10, 1), min_nights=21),
    ]
    made.terms = [
        Term(side="given", kind="stipend", amount=Decimal("900"), per="month"),
        Term(side="given", kind="board", amount=Decimal("12"), per="night"),
        Term(side="given", kind="travel", amount=Decimal("200"), per="person"),
        Term(side="given", kind="materials", amount=Decimal("70"), per="week"),
        Term(side="given", kind="studio", quantity=40, measure="m2"),
        Term(side="asked", kind="fee", amount=Decimal("100"), per="once"),
    ]
    worth = worth_of(call=made)
    assert (worth.nights, worth.given, worth.asked, worth.without_amount) == (21, Decimal("1292.00"), Decimal("120.00"), 1)
    assert worth.balance == Decimal("1172.00")


@given(amount=st.decimals(0, 9999, places=2), per=st.sampled_from(["once", "month", "week", "night", "person"]), nights=st.integers(1, 365))
def test_more_given_is_never_worth_less_and_what_is_asked_never_counts_as_given(amount, per, nights):
    made = call()
    made.periods = [Period(check_in=date(2026, 1, 1), check_out=date(2027, 1, 1), min_nights=nights, max_nights=365)]
    made.terms = [Term(side="given", kind="stipend", amount=amount, per=per), Term(side="asked", kind="fee", amount=amount, per="once")]
    worth = worth_of(call=made)
    assert worth.given >= 0
    assert worth.asked == amount
    made.terms = [Term(side="given", kind="stipend", amount=amount + 1, per=per)]
    assert worth_of(call=made).given > worth.given


def test_what_is_left_is_said_in_whole_days_then_hours_then_minutes():
    said = [time_left(START + left, START) for left in (12 * DAY + SECOND, timedelta(hours=47), timedelta(minutes=61), SECOND)]
    assert [words.split()[0] for words in said] == ["12", "47", "61", "1"]
    assert len({words.split()[1] for words in said}) == 4
    assert euros(Decimal("1200.00")).replace("\xa0", " ") == "1.200 €"


def test_quantities_have_their_word_in_its_form():
    said = [
        quantity_of(Term(quantity=Decimal(n), measure=m)) for n, m in (("1.0", "works"), ("2", "works"), ("40", "m2"), ("1.5", "hours"))
    ]
    assert said == ["1 opera", "2 opere", "40 m²", "1,5 ore"]
