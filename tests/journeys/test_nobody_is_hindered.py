# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Axe finds nothing on any page, in any language, on a phone and at a desk. The pages come from the site's own map."""

import os
import re
import time
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from .conftest import Site
from .guest import PASSWORD, WORDS, fill_in, free_weekend, hold_by_form, link_in_mail, pay_with_3d_secure, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(1500)]
OWN_PAGES = ["search/", "search/?q=zzzz", "account/login/", "account/signup/", "account/password/reset/", "basket/", "no-such-page/"]


LANGUAGES = ["it", "en", "de"]
EVERYTHING = bool(os.environ.get("MARKETPLACE_LONG"))


def pages_of(site: Site, language: str, *, all_over: bool) -> list[str]:
    """Of the pages that the site map lists two of each kind, and those it does not list.

    `all_over`: of the rest every third too, in one of the three languages by turns; with MARKETPLACE_LONG set all in all of them.
    """
    with urllib.request.urlopen(f"{site.url}/sitemap.xml", timeout=30) as answer:
        found = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    kinds: dict[str, list[str]] = {}
    for address in found:
        path = address.split("//", 1)[1].partition("/")[2]
        if path.startswith(f"{language}/"):
            parts = path.strip("/").split("/")
            kinds.setdefault(parts[1] if len(parts) > 2 else path, []).append(f"{site.url}/{path}")
    assert len(kinds) > 8, kinds.keys()
    turn = LANGUAGES.index(language)
    chosen = [
        address
        for some in kinds.values()
        for number, address in enumerate(sorted(some))
        if number < 2 or (all_over and (EVERYTHING or number % (3 * len(LANGUAGES)) == turn))
    ]
    return [*chosen, *(f"{site.url}/{language}/{path}" for path in OWN_PAGES)]


def violations(page: Page) -> list[str]:
    answer = Axe().run(page).response
    return [f"{page.url} {found['id']}: {found['nodes'][0]['html'][:160]}" for found in answer["violations"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_site_map_passes_axe(site: Site, page: Page, language: str) -> None:
    """More pages on a phone, where things are tight; at a desk two of each kind, which have the same templates."""
    on_a_phone = page.viewport_size is not None and page.viewport_size["width"] < 600
    page.route(re.compile(r"/media/"), lambda route: route.abort())  # axe reads no pictures, and there are hundreds
    hindered = []
    for address in pages_of(site, language, all_over=on_a_phone):
        page.goto(address, wait_until="domcontentloaded")
        assert page.locator("html").get_attribute("lang") == language, address
        hindered += violations(page)
    assert not hindered, "\n".join(hindered)


ACCOUNT = [
    "me/bookings/",
    "me/profile/",
    "me/data/",
    "account/email/",
    "account/password/change/",
    "account/2fa/",
    "account/2fa/totp/activate/",
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_an_account_pass_axe(site: Site, page: Page, language: str) -> None:
    sign_in(site, page, language)
    hindered = []
    for path in ACCOUNT:
        page.goto(f"{site.url}/{language}/{path}")
        hindered += violations(page)
    if page.locator("input[type=password]").count():  # asked for the password again before the second step
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/totp/activate/**")
        hindered += violations(page)
    assert not hindered, "\n".join(hindered)


@pytest.mark.parametrize("language", LANGUAGES)
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

    fill_in(page, name="Anna Rossi", email="anna@posta.example")
    page.locator("main form button[type=submit].btn-lg").click()
    page.wait_for_url("**/c/pay/**")
    payment = page.url
    for query in ("?back=1", ""):  # thought again; and while the payment is asked for
        page.goto(f"{site.url}/{language}/checkout/")  # nothing is held any more: leads to the open payment
        page.goto(page.url.split("?")[0] + query)
        hindered += violations(page)
    page.goto(payment)
    pay_with_3d_secure(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS[language].confirmed)
    hindered += violations(page)
    page.get_by_role("link", name=WORDS[language].open_booking).first.click()
    hindered += violations(page)
    page.locator('a[href$="/cancel/"]').click()
    hindered += violations(page)
    assert not hindered, "\n".join(hindered)


def test_the_page_where_the_host_answers_passes_axe(site: Site, page: Page) -> None:
    stay, check_in, check_out = free_weekend(site, weeks_ahead=14, instant=False)
    page.goto(f"{site.url}/it/stays/{stay['slug']}/?check_in={check_in}&check_out={check_out}&adults=2")
    hold_by_form(page)
    page.goto(f"{site.url}/it/checkout/")
    name = f"Rita Neri {time.monotonic_ns()}"
    fill_in(page, name=name, email="rita@posta.example")
    page.locator("main form button[type=submit].btn-lg").click()
    pay_with_3d_secure(page)
    page.goto(link_in_mail(site, kind="requests", wanted=name))
    assert not violations(page)
    page.locator("button[name=answer][value=decline]").click()
    assert not violations(page)
