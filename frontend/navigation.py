# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the menu and the foot of the page lead. Only addresses that exist are shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


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
    """The navigation in a language."""
    navigation = Navigation()
    search = address("search:search")
    if search:
        navigation.main.append(Item("stays", _("Stays"), f"{search}?kind=stay"))
        navigation.main.append(Item("experiences", _("Experiences"), f"{search}?kind=experience"))
    calls = address("residencies:index")
    if calls:
        navigation.main.append(Item("calls", _("Residencies"), calls))
    return navigation


def address(name: str) -> str:
    """The address of a named view; "" while that room is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
