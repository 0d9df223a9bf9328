# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Callable
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from frontend.models import HomePage, JournalIndexPage, LegalPage, VillageIndexPage, VillagePage
from marketplace.territory.models import Municipality

from .tree import LANGUAGES, Tree
from .words import read_words

# Stands above every legal page of a new site until its operator takes it away.
REVIEW = {
    "it": "!! Da rivedere da chi gestisce il sito, con il suo consulente: nome, indirizzi e parti in causa sono di esempio.",
    "en": "!! To be reviewed by whoever runs this site, with their adviser: names, addresses and parties are examples.",
    "de": "!! Vom Betreiber der Seite mit fachlichem Rat zu prüfen: Namen, Anschriften und Beteiligte sind Beispiele.",
}


def prepare_pages(
    *, tree: Tree, home_picture: Any = None, landscape: Callable[[str, int], Any] = lambda _province, _number: None, review: bool = True
) -> dict[str, Page]:
    """Locales, first pages, site, villages, journal and legal pages; the first pages by language. `review` marks the legal ones."""
    for code in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    homes = _homes(tree, home_picture)
    villages(tree=tree, homes=homes, landscape=landscape)
    tree.translated(JournalIndexPage, homes, read_words("pages")["journal"], names=("lead",), common={"show_in_menus": True})
    _legal(tree, homes, review)
    return homes


def _homes(tree: Tree, picture: Any) -> dict[str, Page]:
    root = Page.objects.get(depth=1)
    words = read_words("pages")["home"]
    homes = tree.translated(
        HomePage,
        dict.fromkeys(LANGUAGES, root),
        words,
        slugs={code: code for code in LANGUAGES},
        common={"picture": picture},
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


def villages(
    *, tree: Tree, homes: dict[str, Page], landscape: Callable[[str, int], Any] = lambda _province, _number: None
) -> dict[str, Page]:
    """A page for each municipality; those we have no words about get their name."""
    indexes = tree.translated(VillageIndexPage, homes, read_words("pages")["villages"], names=("lead",), common={"show_in_menus": True})
    words = read_words("villages")
    arrivals = words.pop("_arrivals")
    for number, place in enumerate(Municipality.objects.order_by("province", "name")):
        told = words.get(place.slug, {})
        shared = {"title": place.name, "slug": place.slug}
        arrival = arrivals.get(told.get("arrival"), {})
        texts = {code: {**shared, "without_car": arrival.get(code, ""), **told.get(code, {})} for code in LANGUAGES}
        tree.translated(
            VillagePage,
            indexes,
            texts,
            names=("lead", "without_car"),
            common={"municipality": place, "picture": landscape(place.province, number)},
        )
    return indexes


def _legal(tree: Tree, homes: dict[str, Page], review: bool) -> None:
    for kind, page in read_words("legal").items():
        facts = {"show_in_menus": True, "kind": kind, "updated_on": page["updated_on"]}
        words = {code: {**page[code], "body": f"{REVIEW[code]}\n\n{page[code].get('body', '')}"} for code in LANGUAGES} if review else page
        tree.translated(LegalPage, homes, words, names=("lead",), common=facts)
