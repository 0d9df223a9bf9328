# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from catalogue.domain.prepare_engine import prepare_engine
from catalogue.domain.prepare_moderation import prepare_moderation
from frontend.models import HomePage
from frontend.navigation import forget_navigation
from marketplace.territory.domain.load_municipalities import DATA, load_municipalities

from .pages import prepare_pages, villages
from .tree import LANGUAGES, Tree


@dataclass(frozen=True)
class Prepared:
    """What a run has made: municipalities that were new, pages that were new."""

    municipalities: int
    pages: int


@transaction.atomic
def prepare_site(*, municipalities: Path | None = None, hostname: str = "") -> Prepared:
    """Give an empty database what the site needs to be used: municipalities, the catalogue's groups, workflow and product classes,
    locales, pages in all languages with legal pages marked for review, and the default site.

    Calling it again changes nothing that people may have edited since: pages are made once, and what was deleted stays deleted.
    A file of `municipalities` brings them in line (by ISTAT code) and adds the pages of those without one; a `hostname` moves the site.
    Raises KeyError or ValueError when the file is not of the shape `load_municipalities` wants.
    """
    before = Page.objects.count()
    new = _is_new()
    loaded = load_municipalities(path=municipalities or DATA).created if new or municipalities else 0
    prepare_engine()
    prepare_moderation()
    if new:
        prepare_pages(tree=Tree())
    elif municipalities:
        villages(tree=Tree(), homes=_homes())
    if new or hostname:
        _name_site(hostname)
    forget_navigation()
    return Prepared(loaded, Page.objects.count() - before)


def _is_new() -> bool:
    return not HomePage.objects.exists()


def _homes() -> dict[str, Page]:
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    return {code: homes[code] for code in LANGUAGES}


def _name_site(hostname: str) -> None:
    """The name and port that absolute addresses of pages have."""
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.get(is_default_site=True)
    site.hostname = hostname or address.hostname or site.hostname
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
