# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Panels shared by listings: a tab a language, then place, pictures and publishing."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

STAFF = "catalogue.publish_stay"
LANGUAGES = ((_("Italian"), ""), (_("English"), "_en"), (_("German"), "_de"))


def language_tabs(*names: str) -> list[ObjectList]:
    """One tab a language with the same texts; Italian is what the others fall back to."""
    return [ObjectList([FieldPanel(f"{name}{suffix}") for name in names], heading=heading) for heading, suffix in LANGUAGES]


def place() -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldPanel("municipality"),
            FieldRowPanel([FieldPanel("locality"), FieldPanel("address")]),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        ],
        heading=_("Place"),
        help_text=_("Latitude and longitude in degrees, as 44.82268 and 9.19912."),
    )


def pictures() -> ObjectList:
    return ObjectList(
        [FieldPanel("picture"), InlinePanel("gallery", [FieldPanel("picture")], label=_("Picture"), heading=_("Gallery"))],
        heading=_("Pictures"),
    )


def publishing() -> Panel:
    return PublishingPanel()


def tabs(*lists: Any) -> TabbedInterface:
    return TabbedInterface([*lists])
