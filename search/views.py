# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.booking.clock import rome_now
from marketplace.territory.models import Municipality

from .alternatives import next_steps
from .answer import SearchAnswer
from .calls import only_calls
from .cards import card_of
from .chips import questions, with_text, without_facts
from .demand.note import note_search
from .find import find
from .links import Links
from .mapping import part_shown, points_of
from .page import DATES, bands_are_counted, facet_options, flex_options, month_options, near_options, sort_options, understood
from .query import DEFAULT_ADULTS, KIND_CHOICES, PER_CHOICES, BadSearch, SearchRequest, read_request
from .spelling import meant
from .wording import count_nights

FACETS = ("kind", "discipline", "phase", "area", "municipality", "amenity", "access", "instant", "cancellation", "band")
DRAWER = (*FACETS, "price_min", "price_max", "price_per", "near", "radius_km")
Places = dict[str, Municipality]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The page of the search; with htmx the same page, of which the browser takes the middle."""
    params = request.GET.copy()
    params.pop("lang", None)  # the address has the language
    links = Links(request.path, params)
    context: dict[str, Any] = {"links": links, "today": rome_now().date(), "default_adults": DEFAULT_ADULTS, "nav_current": _nav(links)}
    context["typed"] = {name: params.get(name, "")[:200] for name in params}
    context |= {"flexes": flex_options(None), "months": month_options(None, get_language() or "it", rome_now().date())}
    try:
        asked = read_request(params)
        answer = find(asked)
    except BadSearch as refusal:
        context |= {"refusal": refusal, "title": _("Search")}
        return render(request, "search/search.html", context, status=refusal.status)
    places = {place.istat: place for place in Municipality.objects.only("istat", "name", "area", "boundary", "latitude", "longitude")}
    asked = answer.request
    if answer.count and not answer.hits and asked.page > 1:
        return redirect(links.with_value("page", str(Paginator(range(answer.count), asked.per_page).num_pages)))
    context |= _context(asked, answer, places, links)
    response = render(request, "search/search.html", context)
    patch_vary_headers(response, ["HX-Request"])
    note_search(request, answer)
    return response


def _context(asked: SearchRequest, answer: SearchAnswer, places: Places, links: Links) -> dict[str, Any]:
    cards = [card_of(hit, asked) for hit in answer.hits]
    options = facet_options(asked, answer.facets, places, links)
    chips = understood(asked, places, links)
    chosen_dates = asked if "check_in" in links.params or "when" in links.params else None
    return {
        "asked": asked,
        "answer": answer,
        "cards": cards,
        "chips": chips,
        "questions": questions(asked, links, places),
        "options": options,
        "bands_counted": bands_are_counted(asked),
        "chosen": sum(option.selected for group in options.values() for option in group)
        + bool(asked.price_min or asked.price_max)
        + bool(asked.near),
        "sorts": sort_options(asked),
        "chosen_dates": chosen_dates,
        "flexes": flex_options(chosen_dates),
        "months": month_options(chosen_dates, asked.lang, rome_now().date()),
        "pers": PER_CHOICES if asked.has_dates else [],
        "page": Paginator(range(answer.count), asked.per_page).get_page(asked.page),
        "title": _title(asked, places),
        "summary": _summary(asked, answer.count),
        "calls_only": only_calls(asked),
        "nav_current": "calls" if only_calls(asked) else _nav(links),
        "meant": [(text, links.but(q=with_text(asked, text))) for text in meant(asked.searched, asked.lang)],
        "steps": [] if answer.count else next_steps(asked, links, places),
        "places": places.values(),
        "place_links": {code: _toggle(links, asked, code) for code in places},
        "selected_places": ",".join(asked.municipalities),
        "points": points_of(answer, links),
        "part_shown": part_shown(asked.bbox),
        "near_options": near_options(asked, places, links),
        "search_here": links.without("bbox", "near", "radius_km"),
        "without_facets": links.without(*DRAWER),
        "kept_by_form": links.kept("q", *DATES, "adults", "children", "children_ages"),
        "kept_by_drawer": links.kept(*DRAWER),
        "kept_by_sort": links.kept("sort"),
    }


def _toggle(links: Links, asked: SearchRequest, code: str) -> str:
    """The address of the map's click on a village: this village, or no longer this one. Places typed become places chosen."""
    others = [other for other in asked.municipalities if other != code]
    chosen = others if code in asked.municipalities else [*others, code]
    return links.but(q=without_facts(asked, "where"), municipality=chosen)


def _nav(links: Links) -> str:
    return {"stay": "stays", "experience": "experiences"}.get(",".join(links.params.getlist("kind")), "")


def _title(asked: SearchRequest, places: Places) -> str:
    """The title of the page, in the language of the page."""
    names = [spot.name for one in asked.understood if one.fact.kind == "where" for spot in one.fact.value.spots]
    names = names or [places[code].name for code in asked.municipalities if code in places]
    kinds = ("call",) if only_calls(asked) else asked.kinds
    one_kind = dict(KIND_CHOICES).get(kinds[0]) if len(kinds) == 1 else None
    what = str(one_kind or _("Stays and experiences"))
    where = ", ".join(names[:2]) or asked.searched or asked.named
    return _("%(what)s: %(where)s") % {"what": what, "where": where} if where else what


def _summary(asked: SearchRequest, count: int) -> str:
    """How much was found, as a sentence."""
    if asked.has_dates and not only_calls(asked):
        text = ngettext("%(count)s result for %(nights)s", "%(count)s results for %(nights)s", count)
        return text % {"count": count, "nights": count_nights(asked.nights)}
    return ngettext("%(count)s result", "%(count)s results", count) % {"count": count}
