# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Axe finds nothing on any kind of page, in any language, on a phone and at a desk. The pages come from the site's own map."""

import re
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import Site
from .guest import free_weekend, hold_by_form

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(900)]
OWN_PAGES = ["search/", "search/?q=zzzz", "account/login/", "account/signup/", "account/password/reset/", "basket/", "no-such-page/"]


def pages_of(site: Site, language: str) -> list[str]:
    """Two pages of each kind that the site map lists, and those it does not list."""
    with urllib.request.urlopen(f"{site.url}/sitemap.xml", timeout=30) as answer:
        found = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    kinds: dict[str, list[str]] = {}
    for address in found:
        path = address.split("//", 1)[1].partition("/")[2]
        if path.startswith(f"{language}/"):
            parts = path.strip("/").split("/")
            kinds.setdefault(parts[1] if len(parts) > 2 else path, []).append(f"{site.url}/{path}")
    assert len(kinds) > 8, kinds.keys()
    return [address for some in kinds.values() for address in some[:2]] + [f"{site.url}/{language}/{path}" for path in OWN_PAGES]


def violations(page: Page) -> list[str]:
    answer = Axe().run(page).response
    return [f"{page.url} {found['id']}: {found['nodes'][0]['html'][:160]}" for found in answer["violations"]]


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_every_kind_of_page_passes_axe(site: Site, page: Page, language: str) -> None:
    hindered = []
    for address in pages_of(site, language):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language, address
        hindered += violations(page)
    assert not hindered, "\n".join(hindered)


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_the_pages_of_a_booking_pass_axe(site: Site, page: Page, language: str) -> None:
    stay, check_in, check_out = free_weekend(site, weeks_ahead={"it": 40, "en": 42, "de": 44}[language])
    query = f"check_in={check_in}&check_out={check_out}&adults=2"
    hindered = []
    for path in (f"search/?{query}", f"stays/{stay['slug']}/?{query}"):
        page.goto(f"{site.url}/{language}/{path}")
        hindered += violations(page)
    hold_by_form(page)
    hindered += violations(page)
    page.goto(f"{site.url}/{language}/checkout/")
    hindered += violations(page)
    page.locator("main form button[type=submit].btn-lg").click()  # empty: with all its errors
    hindered += violations(page)
    assert not hindered, "\n".join(hindered)
