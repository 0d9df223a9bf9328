# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Days and pairs of days as written: “dal 3 al 7 giugno”, “June 3rd”, “3.–5.6.”, “2027-06-03”."""

import re
from datetime import timedelta

from .facts import Day, Leave, dates_from
from .future import NoSuchDay, future_day, future_nights, next_day_of_month
from .grammar import Context, Found, Rule, Unread, rules
from .vocabulary.calendar import MONTH_OF

Written = tuple[int, int, int | None]
_TO = "(?:-|/|<to>)"
_WEEKDAY = "(?:<anyweekday>[.,]? )?"
_FROM = "(?:<from> |<between> )?"
_OTHER_UNITS = r"(?! ?(?:<euro>|<km>|<people>|<adults>|<children>|<nights>|<days>|<weeks>|<months>|<years>|<month>|%|:))(?![.,/:-]\d)"


def _forms(n: int) -> dict[str, str]:
    """How a day is written; groups d, m, y with the number `n`."""
    year = f"(?:,? (?P<y{n}>20\\d\\d|'\\d\\d))?"
    ordinal = "(?:<ordinal>)?"
    return {
        "iso": f"<yyyy:y{n}>-<mm:m{n}>-<dd:d{n}>",
        "words": f"<dd:d{n}>{ordinal}(?: of| di)? <month:m{n}>\\.?{year}",
        "english": f"<enmonth:m{n}>\\.? <dd:d{n}>{ordinal}{year}",
        "figures": f"<dd:d{n}>[/.]<mm:m{n}>(?:[/.]<yy:y{n}>|\\.)?",
        "day": f"<dd:d{n}>{ordinal}",
    }


def _ranges() -> list[str]:
    one, two = _forms(1), _forms(2)
    pairs = [(name, name) for name in ("iso", "words", "english", "figures")]
    pairs += [("day", "words"), ("english", "day"), ("day", "figures")]
    found = []
    for first, last in pairs:
        gap = f" {_TO} " if first != "day" or last != "figures" else " - "
        ending = "(?:,? (?P<y2>20\\d\\d))?" + _OTHER_UNITS if last == "day" else ""
        found.append(f"{_FROM}{_WEEKDAY}{one[first]}{gap}{_WEEKDAY}{two[last]}{ending}")
    return found


def _written(match: re.Match[str], n: int) -> Written:
    groups = match.groupdict()
    day, month, year = groups[f"d{n}"], groups.get(f"m{n}"), groups.get(f"y{n}")
    number = 1 if day.isalpha() else int(day)
    named = 0 if month is None else MONTH_OF[month] if month in MONTH_OF else int(month)
    return number, named, None if year is None else 2000 + int(year[-2:])


def _range(match: re.Match[str], context: Context) -> Found:
    first, last = _written(match, 1), _written(match, 2)
    if not first[1]:  # “28-3 gennaio” begins in the month before
        month = last[1] if first[0] < last[0] else (last[1] - 2) % 12 + 1
        first = (first[0], month, None)
    if not last[1]:
        month = first[1] if first[0] < last[0] else first[1] % 12 + 1
        last = (last[0], month, None)
    try:
        check_in, check_out = future_nights(first, last, context.today)
    except NoSuchDay as cause:
        raise Unread from cause
    return "day", dates_from(check_in, (check_out - check_in).days)


def _days_of_month(match: re.Match[str], context: Context) -> Found:
    first, last = int(match["d1"]), int(match["d2"])
    try:
        check_in = next_day_of_month(first, context.today)
        check_out = next_day_of_month(last, check_in + timedelta(days=1))
    except NoSuchDay as cause:
        raise Unread from cause
    return "day", dates_from(check_in, (check_out - check_in).days)


def _single(match: re.Match[str], context: Context) -> Found:
    day, month, year = _written(match, 1)
    try:
        return "day", Day(future_day(day, month, year, context.today))
    except NoSuchDay as cause:
        raise Unread from cause


def _until(match: re.Match[str], context: Context) -> Found:
    _, value = _single(match, context)
    return "day", Leave(value.check_in)


def _day_of_month(match: re.Match[str], context: Context) -> Found:
    try:
        return "day", Day(next_day_of_month(int(match["d1"]), context.today))
    except NoSuchDay as cause:
        raise Unread from cause


_ONE = _forms(1)
_SINGLES = [
    _ONE["iso"],
    _ONE["words"],
    _ONE["english"] + _OTHER_UNITS,
    r"(?!24/7)<dd:d1>/<mm:m1>(?:/<yy:y1>)?(?! ?(?:<people>|<adults>|<nights>|<days>|<euro>))",
    r"<dd:d1>\.<mm:m1>\.(?:<yy:y1>)?",
    r"<dd:d1>[.-]<mm:m1>[.-]<yyyy:y1>",
    r"<mm:m1>/(?P<d1>1[3-9]|2\d|3[01])(?:/<yy:y1>)?",
]
RULES: list[Rule] = [
    *rules(_range, _ranges()),
    *rules(
        _days_of_month, [r"<article> (?P<d1>[12]?\d|3[01])(?:<ordinal>)? (?:-|<to>) (?P<d2>[12]?\d|3[01])(?:<ordinal>)?" + _OTHER_UNITS]
    ),
    *rules(_until, [f"<until> {_WEEKDAY}{form}" for form in _SINGLES]),
    *rules(_single, [f"{_FROM}{_WEEKDAY}{form}" for form in _SINGLES]),
    *rules(_single, [rf"<from> {_WEEKDAY}<dd:d1>\.<mm:m1>" + _OTHER_UNITS]),
    *rules(_day_of_month, [r"<article> (?P<d1>[12]?\d|3[01])(?:<ordinal>)?" + _OTHER_UNITS]),
]
