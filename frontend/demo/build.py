# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from frontend.light import Hour, Season
from frontend.models import (
    HomePage,
    JournalIndexPage,
    JournalPage,
    Landscape,
    LegalPage,
    PlainPage,
    VillageIndexPage,
    VillagePage,
)
from frontend.models.base import PublicPage
from frontend.navigation import forget_navigation
from marketplace.territory.models import Municipality

from .marks import parse_body
from .pictures import forget_pictures, landscape_for, picture_named
from .words import read_words

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@transaction.atomic
def build_pages() -> None:
    """Make or refresh the tree of pages. Idempotent: a second call changes nothing; pages made by hand are left alone.

    Needs the municipalities; takes pictures from the library by the name of their file and does without those not there.
    """
    forget_pictures()
    for code in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    homes = _build_homes()
    _build_villages(homes)
    _build_journal(homes)
    _build_plain_and_legal(homes)
    _hang_landscapes()
    forget_pictures()
    forget_navigation()


def _build_homes() -> dict[str, Page]:
    root = Page.objects.get(depth=1)
    words = read_words("pages")["home"]
    homes = _translated(
        HomePage,
        dict.fromkeys(LANGUAGES, root),
        words,
        slugs={code: code for code in LANGUAGES},
        common={"picture": picture_named("home-summer-gold")},
        names=("line", "overline", "lead"),
    )
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    former = site.root_page_id and site.root_page
    site.root_page = homes["it"]
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.save()
    if former and former.specific_class is Page and former.depth == 2:
        former.delete()  # Wagtail's own welcome
    return homes


def _build_villages(homes: dict[str, Page]) -> None:
    indexes = _translated(VillageIndexPage, homes, read_words("pages")["villages"], names=("lead",), common={"show_in_menus": True})
    words = read_words("villages")
    arrivals = words.pop("_arrivals")
    for number, place in enumerate(Municipality.objects.order_by("province", "name")):
        told = words.get(place.slug)
        if told is None:
            continue
        shared = {"title": place.name, "slug": place.slug}
        texts = {code: {**shared, "without_car": arrivals[told["arrival"]][code], **told[code]} for code in LANGUAGES}
        _translated(
            VillagePage,
            indexes,
            texts,
            names=("lead", "without_car"),
            common={"municipality": place, "picture": landscape_for(place.province, number)},
        )


def _build_journal(homes: dict[str, Page]) -> None:
    indexes = _translated(JournalIndexPage, homes, read_words("pages")["journal"], names=("lead",), common={"show_in_menus": True})
    places = {place.slug: place for place in Municipality.objects.all()}
    today = timezone.localdate()
    for story in read_words("journal").values():
        common = {
            "date": today - dt.timedelta(days=story["days_ago"]),
            "author": story["author"],
            "municipality": places.get(story["place"]),
            "picture": picture_named(story["picture"]),
        }
        _translated(JournalPage, indexes, story, names=("lead", "topic"), common=common, kept=("date",))


def _build_plain_and_legal(homes: dict[str, Page]) -> None:
    for page in read_words("about").values():
        shown = {"show_in_menus": True, "picture": picture_named(page.get("picture", ""))}
        _translated(PlainPage, homes, page, names=("lead",), common=shown)
    for kind, page in read_words("legal").items():
        facts: dict[str, Any] = {"show_in_menus": True, "kind": kind, "updated_on": page["updated_on"]}
        _translated(LegalPage, homes, page, names=("lead",), common=facts)


def _hang_landscapes() -> None:
    for season in Season.values:
        for hour in Hour.values:
            picture = picture_named(f"home-{season}-{hour}")
            if picture:
                Landscape.objects.update_or_create(season=season, hour=hour, defaults={"picture": picture})


def _translated(
    model: type[PublicPage],
    parents: dict[str, Page],
    words: dict[str, Any],
    *,
    names: tuple[str, ...],
    common: dict[str, Any],
    slugs: dict[str, str] | None = None,
    kept: tuple[str, ...] = (),
) -> dict[str, Page]:
    """One page in all languages, its translations linked. `kept`: fields an existing page keeps."""
    made: dict[str, Page] = {}
    for code in LANGUAGES:
        own = words[code]
        fields = {"title": own["title"], **{name: own.get(name, "") for name in names}, **common}
        if hasattr(model, "body"):
            fields["body"] = parse_body(own.get("body", ""), picture_named)
        key = made["it"].translation_key if made else None
        made[code] = _one_page(model, parents[code], code, (slugs or {}).get(code) or own["slug"], fields, key, kept)
    return made


def _one_page(
    model: type[PublicPage], parent: Page, code: str, slug: str, fields: dict[str, Any], key: Any, kept: tuple[str, ...]
) -> PublicPage:
    page = model.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = model(slug=slug, locale=Locale.objects.get(language_code=code), **fields)
        if key:
            page.translation_key = key
        # A fresh copy: the tree's counters of the one in hand may be old.
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        return page
    changed = {name: value for name, value in fields.items() if name not in kept and not _same(page, name, value)}
    if changed:
        for name, value in changed.items():
            setattr(page, name, value)
        page.save_revision().publish()
    return page


def _same(page: PublicPage, name: str, value: Any) -> bool:
    if name != "body":
        return bool(getattr(page, name) == value)
    field = page._meta.get_field("body")
    fresh = field.stream_block.to_python([]) if not value else field.to_python(value)
    return bool(_plain(page.body) == _plain(fresh))


def _plain(stream: Any) -> Any:
    """The stream's data without the ids of its blocks."""
    return _without_ids([(block.block_type, block.block.get_prep_value(block.value)) for block in stream])


def _without_ids(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_ids(value) for key, value in data.items() if key != "id"}
    return [_without_ids(item) for item in data] if isinstance(data, list | tuple) else data
