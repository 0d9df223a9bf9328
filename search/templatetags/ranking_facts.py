# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The parameters of the ranking with their weights, from the numbers the engines order by."""

from dataclasses import dataclass

from babel.numbers import format_decimal, format_percent
from django import template
from django.utils.translation import get_language, gettext, ngettext

from catalogue.vocabulary import BusinessKind
from search.draws import DRAWS
from search.query import KIND_CHOICES
from search.ranking import DRAWN_A_DAY, KINDS_FIRST, NEW_FOR_DAYS, ONE_IN
from search.relevance import FIELDS, OTHER_LANGUAGES, READ_DIFFERENTLY, WEIGHT_OF_KIND
from search.wording import CLDR

register = template.Library()


@dataclass(frozen=True, slots=True)
class Parameter:
    """What counts, when it does, and how much."""

    what: str
    when: str
    weight: str


@register.simple_tag
def ranking_parameters() -> list[Parameter]:
    """The main parameters, the most important first (Reg. (EU) 2019/1150 art. 5)."""
    return [*_words(), *_kinds(), *_rest()]


def _number(value: float) -> str:
    return str(format_decimal(value, locale=_locale()))


def _locale() -> str:
    return CLDR.get((get_language() or "it")[:2], "it")


def _words() -> list[Parameter]:
    names = {
        "place": gettext("Words in the name of the place"),
        "title": gettext("Words in the title"),
        "kind": gettext("Words for what it is"),
        "body": gettext("Words in the description"),
    }
    when = gettext("when you write words, and ask for what fits best")
    rows = [Parameter(names[field], when, "× " + _number(weight)) for field, weight in FIELDS.items()]
    other = Parameter(gettext("Words in the text of another language"), when, "× " + _number(OTHER_LANGUAGES))
    slip = Parameter(gettext("A word read as another, because it looks like a slip"), when, "× " + _number(READ_DIFFERENTLY))
    kinds = [Parameter(_kind(*fact), when, "× " + _number(weight)) for fact, weight in WEIGHT_OF_KIND.items()]
    return [*rows, other, slip, *kinds]


def _kind(field: str, value: str) -> str:
    name = dict(KIND_CHOICES)[value] if field == "kind" else BusinessKind(value).label
    return gettext("The result is of the kind “%(kind)s”") % {"kind": name}


def _kinds() -> list[Parameter]:
    when = gettext("when you give dates, and neither words nor a kind")
    names = {"stay": gettext("It is a stay"), "experience": gettext("It is an experience")}
    rows = [Parameter(names[kind], when, _number(weight)) for kind, weight in KINDS_FIRST.items()]
    calls = Parameter(
        gettext("A call is open, or opens soon; then the next deadline"),
        gettext("when you ask for calls for artists alone"),
        gettext("decides first"),
    )
    return [*rows, Parameter(gettext("It is a local business or product"), when, _number(0)), calls]


def _rest() -> list[Parameter]:
    asked = gettext("when you ask for it")
    near = gettext("when you search near a place without words, or ask for it")
    share = format_percent(1 / ONE_IN, format="#,##0.#%", locale=_locale())
    new = ngettext("Published in the last %(days)s day", "Published in the last %(days)s days", NEW_FOR_DAYS) % {"days": NEW_FOR_DAYS}
    drawn = gettext(
        "on the first page, without words or another order: %(drawn)s are drawn each day, and stand higher if they would be further down"
    )
    kept = gettext("at most one place in %(places)s (%(share)s)") % {"places": ONE_IN, "share": share}
    draw = gettext("a number below %(all)s, drawn anew for each listing every Monday; the lowest comes first") % {"all": _number(DRAWS)}
    return [
        Parameter(gettext("Distance"), near, gettext("decides alone")),
        Parameter(gettext("Price of the whole stay, else the lowest price"), asked, gettext("decides alone")),
        Parameter(gettext("Date of publication"), asked, gettext("decides alone")),
        Parameter(new, drawn % {"drawn": DRAWN_A_DAY}, kept),
        Parameter(gettext("The draw"), gettext("among equals"), draw),
        Parameter(gettext("Payment for a higher place"), gettext("never"), gettext("does not exist")),
    ]
