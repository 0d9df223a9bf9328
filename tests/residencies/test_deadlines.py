# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A deadline holds to the second, on the clocks of the call, also in the nights in which clocks change."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from residencies.domain.check_open import closes_at, is_open
from residencies.models import Call, Stage
from residencies.programme.wording import moment, zone_words

SECOND = timedelta(seconds=1)
# (zone, what staff types, the same instant in UTC): nights in which clocks go forward, and back
NIGHTS = [
    ("Europe/Rome", "2026-03-29 01:59:59", "2026-03-29 00:59:59"),
    ("Europe/Rome", "2026-03-29 03:00:00", "2026-03-29 01:00:00"),
    ("Europe/Rome", "2026-10-25 01:59:59", "2026-10-24 23:59:59"),
    ("Europe/Rome", "2026-10-25 03:00:00", "2026-10-25 02:00:00"),
    ("Europe/Rome", "2026-10-25 23:59:00", "2026-10-25 22:59:00"),
    ("America/New_York", "2026-03-08 03:00:00", "2026-03-08 07:00:00"),
    ("America/New_York", "2026-11-01 00:59:59", "2026-11-01 04:59:59"),
    ("America/New_York", "2026-11-01 23:59:00", "2026-11-02 04:59:00"),
    ("Australia/Lord_Howe", "2026-10-04 02:30:00", "2026-10-03 15:30:00"),
    ("Australia/Lord_Howe", "2026-04-05 03:00:00", "2026-04-04 16:30:00"),
    ("Asia/Kolkata", "2026-10-25 23:59:00", "2026-10-25 18:29:00"),
]


def instant(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(("zone", "typed", "utc"), NIGHTS)
def test_the_second_of_the_deadline_is_the_first_that_is_too_late(zone, typed, utc):
    ends = timezone.make_aware(datetime.fromisoformat(typed), ZoneInfo(zone)).astimezone(UTC)
    assert ends == instant(utc)
    call = Call(live=True, time_zone=zone, opens_at=ends - timedelta(days=3), deadline_at=ends)
    stage = Stage(call=call)
    assert is_open(call=call, stage=stage, now=ends - SECOND)
    assert is_open(call=call, stage=stage, now=ends - timedelta(microseconds=1))
    assert not is_open(call=call, stage=stage, now=ends)
    assert not is_open(call=call, stage=stage, now=ends + SECOND)
    assert typed[11:16] in moment(ends, call)


def test_the_hour_that_comes_twice_is_told_apart_by_its_offset():
    call = Call(time_zone="Europe/Rome")
    first, second = instant("2026-10-25 00:30"), instant("2026-10-25 01:30")
    assert moment(first, call) == moment(second, call)  # 02:30 on both clocks
    assert (zone_words(first, call), zone_words(second, call)) == ("Europe/Rome, UTC+2", "Europe/Rome, UTC+1")


def test_a_stage_has_hours_of_its_own_and_a_late_access_ends_later():
    ends = instant("2026-10-25 01:30")
    call = Call(live=True, opens_at=ends - timedelta(days=9), deadline_at=ends)
    stage = Stage(pk=7, call=call, opens_at=ends, deadline_at=ends + timedelta(days=5))
    assert not is_open(call=call, stage=stage, now=ends - SECOND)
    assert is_open(call=call, stage=stage, now=ends)
    late = SimpleNamespace(stage_id=7, until=ends + timedelta(days=6))
    assert closes_at(call=call, stage=stage, late=late) == late.until
    assert closes_at(call=call, stage=stage, late=SimpleNamespace(stage_id=8, until=late.until)) == stage.deadline_at


def test_a_call_that_is_cancelled_or_not_public_takes_nothing():
    ends = instant("2026-10-25 01:30")
    now = ends - SECOND
    call = Call(live=False, opens_at=ends - timedelta(days=9), deadline_at=ends)
    assert not is_open(call=call, stage=Stage(call=call), now=now)
    call.live, call.cancelled_at = True, now
    assert not is_open(call=call, stage=Stage(call=call), now=now)
