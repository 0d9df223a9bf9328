# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from frontend.light import Hour, Season
from frontend.models import (
    JournalIndexPage,
    JournalPage,
    Landscape,
    PlainPage,
)
from frontend.navigation import forget_navigation
from frontend.setup import prepare_pages
from frontend.setup.tree import Tree
from frontend.setup.words import read_words
from marketplace.territory.models import Municipality

from .pictures import DATA, forget_pictures, landscape_for, picture_named


@transaction.atomic
def build_pages() -> None:
    """Make or refresh the tree of pages. Idempotent: a second call changes nothing; pages made by hand are left alone.

    Needs the municipalities; takes pictures from the library by the name of their file and does without those not there.
    """
    forget_pictures()
    tree = Tree(picture=picture_named, refresh=True)
    homes = prepare_pages(tree=tree, home_picture=picture_named("home-summer-gold"), landscape=landscape_for, review=False)
    _tell_stories(tree, homes)
    _tell_about(tree, homes)
    _hang_landscapes()
    forget_pictures()
    forget_navigation()


def _tell_stories(tree: Tree, homes: dict[str, Page]) -> None:
    slugs = {code: words["slug"] for code, words in read_words("pages")["journal"].items()}
    indexes = {code: JournalIndexPage.objects.child_of(home).get(slug=slugs[code]) for code, home in homes.items()}
    places = {place.slug: place for place in Municipality.objects.all()}
    today = timezone.localdate()
    for story in read_words("journal", DATA).values():
        common = {
            "date": today - dt.timedelta(days=story["days_ago"]),
            "author": story["author"],
            "municipality": places.get(story["place"]),
            "picture": picture_named(story["picture"]),
        }
        tree.translated(JournalPage, indexes, story, names=("lead", "topic"), common=common, kept=("date",))


def _tell_about(tree: Tree, homes: dict[str, Page]) -> None:
    for page in read_words("about", DATA).values():
        shown = {"show_in_menus": True, "picture": picture_named(page.get("picture", ""))}
        tree.translated(PlainPage, homes, page, names=("lead",), common=shown)


def _hang_landscapes() -> None:
    for season in Season.values:
        for hour in Hour.values:
            picture = picture_named(f"home-{season}-{hour}")
            if picture:
                Landscape.objects.update_or_create(season=season, hour=hour, defaults={"picture": picture})
