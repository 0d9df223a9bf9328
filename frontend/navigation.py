# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where the menu and the foot of the page lead. Only addresses that exist are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.cache import caches
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

# Kept in the process, so that a page costs no query for its menu; another process sees a change after a minute.
KEPT_SECONDS = 60
MAIN_PAGES = {"villageindexpage": "villages", "journalindexpage": "journal"}


@dataclass(frozen=True)
class Item:
    """A link of the navigation; `key` is what a template gives as `nav_current`."""

    key: str
    label: str
    url: str


@dataclass
class Navigation:
    """Links of the head (`main`) and of the foot (`about`, `legal`)."""

    main: list[Item] = field(default_factory=list)
    about: list[Item] = field(default_factory=list)
    legal: list[Item] = field(default_factory=list)


def build_navigation(language: str) -> Navigation:
    """The navigation in a language: the rooms that are mounted, then the pages shown in menus."""
    navigation = Navigation()
    search = address("search:search")
    if search:
        navigation.main.append(Item("stays", _("Stays"), f"{search}?kind=stay"))
        navigation.main.append(Item("experiences", _("Experiences"), f"{search}?kind=experience"))
    for kind, title, url in pages_of(language):
        if kind in MAIN_PAGES:
            navigation.main.append(Item(MAIN_PAGES[kind], title, url))
        elif kind == "legalpage":
            navigation.legal.append(Item(kind, title, url))
        else:
            navigation.about.append(Item(kind, title, url))
    calls = address("residencies:index")
    if calls:
        navigation.main.append(Item("calls", _("Residencies"), calls))
    return navigation


def pages_of(language: str) -> list[tuple[str, str, str]]:
    """(kind, title, address) of the pages shown in menus, in their order in the tree."""
    cache, key = caches["process"], f"navigation-{language}"
    found = cache.get(key)
    if found is None:
        found = _read_pages(language)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _read_pages(language: str) -> list[tuple[str, str, str]]:
    kinds = Q(content_type__model__in=[*MAIN_PAGES, "plainpage", "legalpage"], content_type__app_label="frontend")
    pages = Page.objects.live().filter(kinds, locale__language_code=language, show_in_menus=True, depth=3)
    return [
        (page.content_type.model, page.title, page.url or "") for page in pages.select_related("content_type").order_by("path") if page.url
    ]


def forget_navigation(**_kwargs: Any) -> None:
    """Read the pages anew at the next request of this process."""
    caches["process"].clear()


for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
    signal.connect(forget_navigation, dispatch_uid="forget-navigation")


def address(name: str) -> str:
    """The address of a named view; "" while that room is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
