# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import date, datetime

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from catalogue.models import Unit

from ..errors import NightsTaken
from ..models import Occupancy
from .expire_holds import expire_holds

# Says “no row” instead of raising, so that of many who want the same nights one wins and none deadlocks or aborts:
# a plain INSERT against an exclusion constraint may wait for another INSERT that waits for it.
INSERT = """
    INSERT INTO booking_occupancy (unit_id, period, kind, expires_at, note, created_at)
    VALUES (%s, %s, %s, %s, %s, now()) ON CONFLICT DO NOTHING RETURNING id, created_at
"""


TAKEN = """
    SELECT EXISTS (SELECT FROM booking_occupancy WHERE unit_id = %s AND period && %s AND (expires_at IS NULL OR expires_at > %s))
"""


def refuse_taken(*, unit: Unit | int, check_in: date, check_out: date, now: datetime) -> None:
    """Raises `NightsTaken` where one of the nights `[check_in, check_out)` is taken at this moment, whatever for. No lock, one cheap
    query: who has lost already is told before the work begins; who has not is decided by `insert_nights`."""
    if check_in >= check_out:
        return  # not for this rule to refuse
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, [unit if isinstance(unit, int) else unit.pk, DateRange(check_in, check_out), now])
        row = cursor.fetchone()
    if row and row[0]:
        raise NightsTaken


def take_nights(
    *, unit: Unit | int, check_in: date, check_out: date, kind: str, expires_at: datetime | None = None, note: str = ""
) -> Occupancy:
    """The one door by which nights `[check_in, check_out)` of a unit are taken, whatever for.

    Sweeps the unit's expired holds in the same transaction. Raises `NightsTaken` where a night is not free; blocks from an
    external calendar are written all the same, and a person decides. Prices and rules are the caller's matter.
    """
    with transaction.atomic():
        return insert_nights(unit=unit, check_in=check_in, check_out=check_out, kind=kind, expires_at=expires_at, note=note)


def insert_nights(
    *, unit: Unit | int, check_in: date, check_out: date, kind: str, expires_at: datetime | None = None, note: str = ""
) -> Occupancy:
    """As `take_nights`, in a transaction of the caller's that does not outlive `NightsTaken`."""
    unit_id = unit if isinstance(unit, int) else unit.pk
    period = DateRange(check_in, check_out)
    if kind != Occupancy.Kind.EXTERNAL:
        expire_holds(unit=unit_id)
        # Spares the race where it is lost already; external blocks, which the constraint lets overlap, count too.
        if Occupancy.objects.filter(unit_id=unit_id, period__overlap=period).exists():
            raise NightsTaken
    occupancy = Occupancy(unit_id=unit_id, period=period, kind=kind, expires_at=expires_at, note=note)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [unit_id, period, kind, expires_at, note])
        row = cursor.fetchone()
    if row is None:
        raise NightsTaken
    occupancy.pk, occupancy.created_at = row
    occupancy._state.adding, occupancy._state.db = False, connection.alias
    return occupancy
