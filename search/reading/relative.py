# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Days as seen from today: weekdays, weekends, holidays, “next week”, months, seasons."""

import re
from calendar import monthrange
from datetime import date, timedelta

from .facts import Day, Length, Month, Span, dates_from
from .future import NoSuchDay, coming_weekend, future_month, holiday, next_weekday, weekend_of
from .grammar import Context, Found, Rule, Unread, rules
from .vocabulary.calendar import HOLIDAY_OF, MONTH_OF, SEASON_OF, WEEKDAY_OF
from .vocabulary.words import split

_YEAR = "(?: (?P<year>20\\d\\d))?"
_WEAK = frozenset(split("il, nel, am, the, das"))


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None


def _weekdays(match: re.Match[str], context: Context) -> Found:
    first, last = WEEKDAY_OF[match["w1"]], WEEKDAY_OF[match["w2"]]
    after = bool(match["n1"] or match["n2"])
    return "day", dates_from(next_weekday(first, context.today, after=after), (last - first) % 7 or 7)


def _weekday(match: re.Match[str], context: Context) -> Found:
    return "day", Day(next_weekday(WEEKDAY_OF[match["w1"]], context.today, after=bool(match["n1"] or match["n2"])))


def _ahead(days: int, match: re.Match[str], context: Context) -> Found:
    return "day", Day(context.today + timedelta(days=days))


def _weekend(match: re.Match[str], context: Context) -> Found | None:
    groups = match.groupdict()
    after = bool(groups["n1"] or groups["n2"])
    if not after and not groups["this"]:
        return None
    arrival, nights = coming_weekend(context.today, after=after)
    if groups.get("long"):
        arrival, nights = weekend_of(arrival, long=False), 3
    return "day", Day(arrival, nights, named=True, weak=not after and groups["this"] in _WEAK)


def _holiday(match: re.Match[str], context: Context) -> Found:
    reckoning, offset, nights = HOLIDAY_OF[match["holiday"].replace("-", " ")]
    try:
        arrival = holiday(reckoning, offset, _year(match), context.today)
    except NoSuchDay as cause:
        raise Unread from cause
    if match.groupdict().get("long"):
        bridge = weekend_of(arrival - timedelta(days=offset), long=True)
        arrival, nights = max(bridge, context.today), 3
    return "day", Day(arrival, nights, named=True)


def _week(match: re.Match[str], context: Context) -> Found | None:
    monday = context.today - timedelta(days=context.today.weekday())
    if match["n1"] or match["n2"]:
        return "day", Span(monday + timedelta(days=7), monday + timedelta(days=13))
    return "day", Span(context.today, monday + timedelta(days=6))


def _this_month(match: re.Match[str], context: Context) -> Found:
    ahead = 1 if match["n1"] or match["n2"] else 0
    year, month = divmod(context.today.year * 12 + context.today.month - 1 + ahead, 12)
    return "day", Month(year, month + 1)


def _month(match: re.Match[str], context: Context) -> Found:
    month = MONTH_OF[match["m1"]]
    try:
        return "day", Month(future_month(month, _year(match), context.today), month)
    except NoSuchDay as cause:
        raise Unread from cause


def _nth_weekend(match: re.Match[str], context: Context) -> Found:
    month = MONTH_OF[match["m1"]]
    last = bool(match["last"])
    try:
        year = future_month(month, _year(match), context.today)
    except NoSuchDay as cause:
        raise Unread from cause
    for candidate in (year, year + 1):
        first = next_weekday(4, date(candidate, month, 1))
        fridays = [first + timedelta(days=7 * n) for n in range(5) if (first + timedelta(days=7 * n)).month == month]
        number = -1 if last else next(n for n, name in enumerate(("first", "second", "third", "fourth")) if match[name])
        if fridays[number] >= context.today:
            return "day", Day(fridays[number], 2, named=True)
    raise Unread


def _months(match: re.Match[str], context: Context) -> Found:
    first, last = MONTH_OF[match["m1"]], MONTH_OF[match["m2"]]
    try:
        year = future_month(first, _year(match), context.today)
    except NoSuchDay as cause:
        raise Unread from cause
    until = year + (last < first)
    return "day", Span(date(year, first, 1), date(until, last, monthrange(until, last)[1]))


def _part_of_month(match: re.Match[str], context: Context) -> Found:
    month = MONTH_OF[match["m1"]]
    try:
        year = future_month(month, _year(match), context.today)
    except NoSuchDay as cause:
        raise Unread from cause
    end = monthrange(year, month)[1]
    first, last = (1, 10) if match["early"] else (11, 20) if match["mid"] else (21, end)
    if date(year, month, last) < context.today:
        year += 1
        last = min(last, monthrange(year, month)[1])
    return "day", Span(date(year, month, first), date(year, month, last))


def _season(match: re.Match[str], context: Context) -> Found:
    (month1, day1), (month2, day2) = SEASON_OF[match["season"].replace("-", " ")]
    given = _year(match)
    for year in [given] if given else range(context.today.year - 1, context.today.year + 2):
        last = date(year + (month2 < month1), month2, day2)
        if last >= context.today:
            return "day", Span(max(date(year, month1, day1), context.today), last)
    raise Unread


def _any_weekend(nights: int, match: re.Match[str], context: Context) -> Found:
    return "nights", Length(nights, weekend=True)


_NEXT = "(?:<next:n1> )?"
_THEN = "(?: <next:n2>)?"
RULES: list[Rule] = [
    *rules(
        _holiday,
        [
            f"(?:<oneweekend> |<this> )?(?:(?:<longweekend:long>|<weekend>) )(?:<around> ?)?<holiday:holiday>{_YEAR}",
            f"(?:<around> )?<holiday:holiday>{_YEAR}",
        ],
    ),
    *rules(
        _nth_weekend,
        [
            f"(?:<oneweekend> )?(?:<first:first>|<second:second>|<third:third>|<fourth:fourth>|<last:last>) <weekend> (?:<in> )?<month:m1>{_YEAR}"
        ],
    ),
    *rules(
        _weekdays,
        [
            f"(?:<from> |<this> |<between> )?{_NEXT}<weekday:w1>{_THEN} (?:-|<to>) <weekday:w2>",
            "(?:<from> )?(?P<n1>(?!))?<anyweekday:w1>(?P<n2>(?!))?-<anyweekday:w2>",
        ],
    ),
    *rules(_weekday, [f"(?:<from> |<this> |<around> )?{_NEXT}<weekday:w1>{_THEN}"]),
    *rules(lambda match, context: _ahead(2, match, context), ["(?:<from> )?<aftertomorrow>"]),
    *rules(lambda match, context: _ahead(1, match, context), ["(?:<from> )?<tomorrow>"]),
    *rules(lambda match, context: _ahead(0, match, context), ["(?:<from> )?<today>"]),
    *rules(
        _weekend,
        [
            f"(?:(?:<from> )?<this:this> |<around> )?{_NEXT}<longweekend:long>{_THEN}",
            f"(?:(?:<from> )?<this:this> |<around> )?{_NEXT}<weekend>{_THEN}",
        ],
    ),
    *rules(lambda match, context: _any_weekend(3, match, context), ["(?:<oneweekend> )?<longweekend>"]),
    *rules(lambda match, context: _any_weekend(2, match, context), ["(?:<oneweekend> )?<weekend>"]),
    *rules(
        _week,
        [
            "(?:<from> |<in> |<article> |<this> )?<next:n1> <week>(?P<n2>(?!))?",
            "(?:<article> |<this> |la |nella |die )?<week>(?P<n1>(?!))? <next:n2>",
            "(?P<n1>(?!))?(?P<n2>(?!))?(?:questa|this|diese|dieser|in questa|in dieser) <week>",
        ],
    ),
    *rules(
        _this_month,
        [
            "(?:<from> |<in> |<article> |<this> )?<next:n1> <months>(?P<n2>(?!))?",
            "(?:<article> |<this> )?<months>(?P<n1>(?!))? <next:n2>",
            "(?P<n1>(?!))?(?P<n2>(?!))?(?:questo|this|diesen|in questo|in diesem|diesem) <months>",
        ],
    ),
    *rules(_part_of_month, [f"(?:<in> |<from> )?(?:<early:early>|<mid:mid>|<late:late>) (?:<in> )?<month:m1>{_YEAR}"]),
    *rules(_months, [f"(?:<from> |<between> |<in> )?<month:m1> (?:-|/|<to>|o|or|oder) (?:<in> )?<month:m2>{_YEAR}"]),
    *rules(_month, [f"(?:<from> |<in> )(?:<next> )?<month:m1>{_YEAR}", f"<suremonth:m1>{_YEAR}", "<month:m1> (?P<year>20\\d\\d)"]),
    *rules(_season, [f"(?:<in> |<from> )?(?:<this> |<next> )?<season:season>{_YEAR}"]),
]
