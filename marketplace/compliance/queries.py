# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of this room."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import translation

from catalogue.models import Business, Experience, Good, Stay

KINDS: dict[str, type[Stay | Experience | Business | Good]] = {
    "catalogue:stay": Stay,
    "catalogue:experience": Experience,
    "catalogue:business": Business,
    "catalogue:good": Good,
}


def listing_at(*, url: str) -> Stay | Experience | Business | Good | None:
    """The public listing an address of ours shows, in whatever language; None for any other page."""
    path = urlsplit(url).path
    language = path.strip("/").partition("/")[0]
    try:
        with translation.override(language or "it"):
            found = resolve(path)
    except Resolver404:
        return None
    kind = KINDS.get(found.view_name)
    return kind._default_manager.filter(slug=found.kwargs.get("slug")).first() if kind else None
