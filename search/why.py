# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""“Why here?”: what placed a hit, from what the engine ordered by, in the order in which it counts."""

from dataclasses import dataclass
from functools import lru_cache

from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext

from .answer import Hit
from .draws import DRAWS
from .query import SearchRequest
from .ranking import NEW_FOR_DAYS, ONE_IN, has_words, puts_calls_in_order, puts_kinds_in_order
from .wording import locale_of


@dataclass(frozen=True, slots=True)
class Reason:
    """A factor, by name and in words."""

    code: str
    text: str


def reasons(hit: Hit, request: SearchRequest) -> list[Reason]:
    """The factors of `hit`; the first decides, the next among equals."""
    if hit.explored:
        return [Reason("new", _new())]
    found = _asked(hit, request)
    if not found and puts_kinds_in_order(request):
        found.append(Reason("kind", gettext("With dates, stays come first, then experiences, then local businesses and products.")))
    draw = gettext("Among equals a number decides that is drawn anew each week, the lowest first: this week %(number)s of %(all)s.")
    locale = locale_of(request)
    return [*found, Reason("draw", draw % {"number": _number(hit.draw, locale), "all": _number(DRAWS, locale)})]


@lru_cache(maxsize=4096)
def _number(value: int, locale: str) -> str:
    """As people write it: to find that out takes long, and the numbers are the same for a week."""
    return str(format_decimal(value, locale=locale))


def _asked(hit: Hit, request: SearchRequest) -> list[Reason]:
    """What the person asked to be ordered by."""
    if request.order == "price":
        return [Reason("price", gettext("You asked for the lowest price first."))]
    if request.order == "newest":
        return [Reason("newest", gettext("You asked for the newest first."))]
    if request.order == "distance":
        if hit.distance_km is None:
            return [Reason("distance", gettext("Its place on the map is not known, so it comes after the others."))]
        km = format_decimal(round(hit.distance_km, 1), locale=locale_of(request))
        return [Reason("distance", gettext("The nearest come first: it is %(km)s km away.") % {"km": km})]
    words = [Reason("words", _words(hit))]
    if puts_calls_in_order(request):
        deadline = Reason("deadline", gettext("Open calls come first, then those that open soon; among them the next deadline."))
        return [deadline, *(words if request.searched else [])]
    return words if has_words(request) else []


def _words(hit: Hit) -> str:
    names = {
        "place": gettext("the name of the place"),
        "title": gettext("the title"),
        "kind": gettext("what it is"),
        "body": gettext("the description"),
    }
    where = [name for field, name in names.items() if field in hit.found_in]
    return gettext("Your words are in: %(where)s.") % {"where": ", ".join(where)} if where else gettext("It fits what you wrote.")


def _new() -> str:
    text = ngettext("Published in the last %(days)s day.", "Published in the last %(days)s days.", NEW_FOR_DAYS) % {"days": NEW_FOR_DAYS}
    share = gettext("One place in %(places)s of the first page is drawn each day among what is new.") % {"places": ONE_IN}
    return f"{text} {share}"
