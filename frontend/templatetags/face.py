# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The components of the face, for the templates of every room: ``{% load face %}``.

``/style/`` shows each of them with its parameters. Tags that draw a template keep it in ``frontend/components/``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.core.paginator import Page as PaginatorPage
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, ngettext

from frontend import pictures
from frontend.context import absolute
from frontend.maps import draw_map
from frontend.months import build_month
from frontend.structured import describe
from frontend.whereabouts import map_of, villages_by_code
from marketplace import formats

register = template.Library()

_JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
NOTICES = {"info": "info", "ok": "ok", "success": "ok", "warning": "warning", "error": "error", "debug": "info"}

register.filter("money", lambda value: formats.money(value))
register.filter("money_short", lambda value: formats.money(value, whole=True))
register.filter("day", lambda value, style="long": formats.day(value, style))
register.filter("clock", formats.clock)
register.filter("month", formats.month)
register.filter("plain_number", formats.number)


@register.filter
def nights(count: int) -> str:
    """ "2 nights"."""
    return ngettext("%(count)s night", "%(count)s nights", int(count)) % {"count": formats.number(int(count))}


@register.simple_tag
def dates(start: dt.date | None, end: dt.date | None) -> str:
    """ "3–5 June 2027"."""
    return formats.interval(start, end)


@register.simple_tag
def guests(adults: int, children: int = 0) -> str:
    """ "2 adults, 1 child"."""
    parts = [ngettext("%(count)d adult", "%(count)d adults", int(adults)) % {"count": int(adults)}]
    if children:
        parts.append(ngettext("%(count)d child", "%(count)d children", int(children)) % {"count": int(children)})
    return ", ".join(parts)


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """A sign of the sprite. Without `label` it is decoration. `size`: "", "sm" or "lg"."""
    kind = f"icon icon--{size}" if size else "icon"
    href = f"{static('frontend/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', kind, label, href)
    return format_html('<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', kind, href)


@register.inclusion_tag("frontend/components/picture.html")
def picture(
    image: Any, ratio: str = "3x2", sizes: str = "card", alt: str | None = None, lazy: bool = True, kind: str = ""
) -> dict[str, Any]:
    """An image of Wagtail's library as <picture>. `image` None draws an empty frame of the same ratio.

    `ratio`: 3x2, 16x9, wide, 1x1, 4x5. `sizes`: card, half, row, full, thumb, or a sizes value. `alt=""` when the
    words beside it say the same. `lazy=False` for what is seen first. `kind`: further classes.
    """
    cut = pictures.cut_picture(image, ratio, alt) if image else None
    return {"cut": cut, "ratio": ratio, "sizes": pictures.SIZES.get(sizes, sizes), "lazy": lazy, "kind": kind}


@register.simple_tag
def picture_url(image: Any) -> str:
    """Absolute address of an image at 1600 × 900, for those who share the page."""
    return absolute(image.get_rendition("fill-1600x900|format-jpeg").url)


@register.filter
def first_sentence(text: str) -> str:
    """Up to the first full stop, question or exclamation mark that ends a sentence; at most 160 characters."""
    found = re.match(r".+?[.!?…](?=\s|$)", (text or "").strip(), re.DOTALL)
    return Truncator(found.group(0) if found else text or "").chars(160)


@register.simple_tag(takes_context=True)
def json_ld(context: template.Context, thing: Any) -> SafeString:
    """schema.org data of a page or listing, as frontend.structured describes it; nothing for what it does not know."""
    data = describe(thing)
    if not data:
        return mark_safe("")
    # "<" and its kin must not end the script element early.
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_JSON_ESCAPES)
    nonce = getattr(context.get("request"), "csp_nonce", "")
    return format_html('<script type="application/ld+json" nonce="{}">{}</script>', nonce, mark_safe(text))  # noqa: S308 - escaped above


@register.inclusion_tag("frontend/components/field.html")
def field(bound: BoundField, kind: str = "", help: str | None = None, autocomplete: str = "") -> dict[str, Any]:
    """A form field: label, control, help and errors, tied together for screen readers."""
    ids = [f"{bound.auto_id}_error"] if bound.errors else []
    text = help if help is not None else bound.help_text
    if text:
        ids.append(f"{bound.auto_id}_help")
    attrs: dict[str, Any] = {"aria-describedby": " ".join(ids)} if ids else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if autocomplete:
        attrs["autocomplete"] = autocomplete
    widget = bound.field.widget
    grouped = isinstance(widget, (RadioSelect, CheckboxSelectMultiple)) or getattr(widget, "use_fieldset", False)
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attrs),
        "help": text,
        "kind": kind,
        "grouped": grouped,
        "tick": isinstance(widget, CheckboxInput),
        "choices": list(bound) if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)) else None,
        "described_by": " ".join(ids),
    }


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "", live: bool = False) -> SafeString:
    """A notice round the block's content: info, ok, warning or error. `live` announces it (role status or alert)."""
    name = NOTICES.get(kind, "info")
    role = "alert" if name == "error" else "status"
    return format_html(
        '<div class="notice notice--{}"{}>{}<div class="notice__body">{}{}</div></div>',
        name,
        format_html(' role="{}"', role) if live else "",
        icon(name, label=_notice_word(name)),
        format_html('<p class="notice__title">{}</p>', title) if title else "",
        mark_safe(content),  # noqa: S308 - the block is template output, escaped there
    )


def _notice_word(name: str) -> str:
    words = {"info": gettext("Note"), "ok": gettext("Done"), "warning": gettext("Mind"), "error": gettext("Error")}
    return words[name]


@register.inclusion_tag("frontend/components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: PaginatorPage[Any], name: str = "page") -> dict[str, Any]:
    """Links to the other pages, keeping the rest of the query string."""
    links = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "links": list(links), "name": name, "request": context.get("request")}


@register.inclusion_tag("frontend/components/calendar.html", takes_context=True)
def calendar(
    context: template.Context,
    nights: Iterable[Mapping[str, Any]],
    first: dt.date,
    months: int = 2,
    check_in: dt.date | None = None,
    check_out: dt.date | None = None,
    action: str = "",
    previous: str = "",
    following: str = "",
) -> dict[str, Any]:
    """Month tables. `nights`: mappings {date, free, price, arrival, departure, min_nights} over all months shown.

    `first`: any day of the first month. `action`: address a chosen day leads to ("?check_in=…" is added; other
    parameters of the present address are kept). `previous`, `following`: addresses of the months before and after.
    """
    known, today = list(nights), timezone.localdate()
    shown, start = [], first.replace(day=1)
    for _ in range(max(1, min(int(months), 12))):
        shown.append(build_month(start.year, start.month, known, today=today, check_in=check_in, check_out=check_out))
        start = (start.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return {
        "months": shown,
        "days": list(zip(formats.weekday_names(), formats.weekday_names("wide"), strict=True)),
        "action": action,
        "kept": _kept_query(context, {"check_in", "check_out"}),
        "previous": previous,
        "following": following,
        "choosing_end": bool(check_in and not check_out),
    }


def _kept_query(context: template.Context, without: set[str]) -> str:
    request = context.get("request")
    if request is None:
        return ""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""


@register.inclusion_tag("frontend/components/map.html")
def village_map(
    places: Iterable[Any],
    links: Mapping[str, str] | None = None,
    points: Iterable[Mapping[str, Any]] = (),
    selected: str = "",
    names: bool = True,
    label: str = "",
    area: str = "",
    listed: bool = False,
    within: tuple[float, float, float, float] | None = None,
) -> dict[str, Any]:
    """The map of the municipalities, drawn as SVG. See frontend.maps.draw_map for the parameters.

    `selected`: ISTAT codes, comma-separated. `names`: write the names (on wide screens). `area`: only that area.
    `listed`: the same places by name below the map, for thumbs and for those who do not see it.
    """
    chosen = [code for code in str(selected).split(",") if code]
    panels = draw_map(places or (), links=links, points=points or (), selected=chosen, within=within)
    if area:
        panels = [panel for panel in panels if panel.area == area]
    return {"panels": panels, "names": names, "listed": listed, "label": label or gettext("Map of the villages")}


@register.inclusion_tag("frontend/components/whereabouts.html")
def whereabouts(thing: Any, kind: str = "stay", band: str = "") -> dict[str, Any]:
    """Where a listing is: address, its village with a link, and a point on the map of the area. Nothing without a municipality.

    `kind`: as for points of a map. `band`: further class of the band.
    """
    if thing.municipality_id is None:
        return {}
    village = villages_by_code(get_language() or "it").get(thing.municipality.istat)
    panels = map_of(thing, kind=kind, language=get_language() or "it")
    return {"thing": thing, "municipality": thing.municipality, "village": village, "panels": panels, "names": True, "band": band}


@register.simple_tag
def village_name(municipality: Any) -> str:
    """The name of a municipality, with a link to its page when it has one in this language."""
    village = villages_by_code(get_language() or "it").get(municipality.istat)
    return format_html('<a href="{}">{}</a>', village.url, municipality.name) if village else municipality.name


@register.inclusion_tag("frontend/components/time_left.html")
def time_left(expires_at: dt.datetime) -> dict[str, Any]:
    """How long nights are still held, in words; counts down quietly when script runs."""
    seconds = max(0, int((expires_at - timezone.now()).total_seconds()))
    minutes = seconds // 60
    words = ngettext("%(count)d minute left", "%(count)d minutes left", minutes) % {"count": minutes}
    return {
        "expires_at": expires_at,
        "iso": expires_at.isoformat(),
        "words": gettext("less than a minute left") if 0 < seconds < 60 else words,
        "over": seconds == 0,
        "one": ngettext("%(count)d minute left", "%(count)d minutes left", 1).replace("%(count)d", "{n}") % {"count": 1},
        "many": ngettext("%(count)d minute left", "%(count)d minutes left", 5) % {"count": 5},
    }


@register.inclusion_tag("frontend/components/steps.html")
def steps(current: int, *names: str) -> dict[str, Any]:
    """Where one is in a row of steps; `current` counts from 1."""
    return {"steps": [(index, name) for index, name in enumerate(names, 1)], "current": int(current)}


@register.inclusion_tag("frontend/components/before_after.html")
def before_after(before: Any, after: Any, before_label: str = "", after_label: str = "") -> dict[str, Any]:
    """Two pictures of one place: side by side, and with script one over the other with a slider."""
    return {
        "before": before,
        "after": after,
        "before_label": before_label or gettext("Before"),
        "after_label": after_label or gettext("After"),
    }
