# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Other ways: a request to the host, two things of two businesses in one basket, the keyboard alone, Elasticsearch gone half-way."""

import json
import os
import signal
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from .conftest import Site
from .guest import WORDS, ask, eventually, fill_in, free_weekend, hold_by_form, link_in_mail, pay_with_3d_secure

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(900)]


def test_a_request_is_charged_only_when_the_host_says_yes(site: Site, page: Page) -> None:
    stay, check_in, check_out = free_weekend(site, weeks_ahead=12, instant=False)
    page.goto(f"{site.url}/it/stays/{stay['slug']}/?check_in={check_in}&check_out={check_out}&adults=2")
    hold_by_form(page)
    page.get_by_role("link", name="Continua", exact=True).click()
    name = f"Rita Bianchi {time.monotonic_ns()}"
    fill_in(page, name=name, email="rita@posta.example")
    page.get_by_role("button", name="Richiedi con obbligo di pagare").click()
    pay_with_3d_secure(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("La tua richiesta è partita")
    guest = page.url

    page.goto(link_in_mail(site, kind="requests", wanted=name))
    expect(page.get_by_role("heading", level=1)).to_have_text("Li accogli?")
    page.get_by_role("button", name="Accetta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confermata")
    page.goto(guest)
    expect(page.get_by_role("heading", level=1)).to_have_text("Prenotato. A presto!")


def test_a_stay_and_an_experience_are_paid_together(site: Site, page: Page) -> None:
    stay, check_in, check_out = free_weekend(site, weeks_ahead=16)
    page.goto(f"{site.url}/it/stays/{stay['slug']}/?check_in={check_in}&check_out={check_out}&adults=2")
    hold_by_form(page)
    soon = date.today() + timedelta(days=3)  # noqa: DTZ011 - any day does
    found = ask(site, "search", kind="experience", check_in=soon, check_out=soon + timedelta(days=60), adults=2)["results"]
    for experience in found:  # the next date of some is full
        page.goto(f"{site.url}/it/experiences/{experience['slug']}/")
        with page.expect_navigation():
            page.locator('form[action*="/holds/"]').first.locator("button:not([type=button])").first.click()
        if page.url.endswith("/basket/"):
            break
    page.get_by_role("link", name="Continua", exact=True).click()
    fill_in(page, name="Anna Rossi", email="anna@posta.example")
    page.get_by_role("button", name="Prenota e paga").click()
    pay_with_3d_secure(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Prenotato. A presto!")
    expect(page.get_by_role("link", name="Apri la prenotazione")).to_have_count(2)


# Whether the focused element, what lies over it, or the card it opens has an outline or a shadow.
SEEN = """() => {
    const e = document.activeElement;
    const looks = [getComputedStyle(e), getComputedStyle(e, '::after')];
    if (e.closest('.card')) looks.push(getComputedStyle(e.closest('.card')));
    return looks.some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none');
}"""


def tab_to(page: Page, selector: str, *, most: int = 150) -> None:
    """Press Tab until the focus is there; fails when it never gets there or cannot be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            seen = page.evaluate(SEEN)
            assert seen, f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"{selector} cannot be reached with the keyboard")


@pytest.mark.parametrize("language", ["it", "de"])
def test_the_keyboard_alone_is_enough(site: Site, page: Page, language: str) -> None:
    """From the first page through search, 3-D Secure and the booking to its cancellation."""
    words = WORDS[language]
    stay, check_in, check_out = free_weekend(site, weeks_ahead={"it": 32, "de": 33}[language])
    page.goto(f"{site.url}/{language}/")
    tab_to(page, "input[name=q]")
    page.keyboard.type(stay["title"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.goto(f"{page.url}&check_in={check_in}&check_out={check_out}&adults=2")  # date fields are the browser's own
    press_on(page, f'.results__list a[href*="/stays/{stay["slug"]}/"]')
    page.wait_for_url("**/stays/**")
    press_on(page, 'form[action*="/holds/"] button:not([type=button])')
    page.wait_for_url("**/basket/")
    press_on(page, 'a[href$="/checkout/"]')
    page.wait_for_url("**/checkout/")
    tab_to(page, "#id_name")
    page.keyboard.type("Anna Rossi")
    tab_to(page, "#id_email")
    page.keyboard.type("anna@posta.example")
    tab_to(page, "#id_terms")
    page.keyboard.press("Space")
    press_on(page, "main form button[type=submit].btn-lg")
    page.wait_for_url("**/c/pay/**")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")  # the card whose bank asks back
    press_on(page, "form button")
    press_on(page, "button[name=answer][value=confirm]")
    expect(page.get_by_role("heading", level=1)).to_have_text(words.confirmed)
    press_on(page, 'main a[href*="/bookings/"]')
    page.wait_for_url("**/bookings/**")
    press_on(page, 'a[href$="/cancel/"]')
    page.wait_for_url("**/cancel/")
    press_on(page, "main form button[type=submit]")
    expect(page.get_by_role("heading", level=1)).to_contain_text(words.cancelled)


def press_on(page: Page, selector: str) -> None:
    """Tab to it and press Enter."""
    page.locator(selector).first.wait_for()
    tab_to(page, selector)
    page.keyboard.press("Enter")


def test_the_site_goes_on_while_elasticsearch_is_gone(site: Site, page: Page) -> None:
    """Killed hard: search answers from PostgreSQL, booking goes on, and the search heals by itself."""
    pid = json.loads((site.folder / "run" / "elasticsearch.pid").read_text())["pid"]
    os.kill(pid, signal.SIGKILL)
    stay, check_in, check_out = free_weekend(site, weeks_ahead=36)
    page.goto(f"{site.url}/it/search/?check_in={check_in}&check_out={check_out}&adults=2")
    expect(page.locator("main")).to_contain_text(stay["title"])
    page.goto(f"{site.url}/it/stays/{stay['slug']}/?check_in={check_in}&check_out={check_out}&adults=2")
    hold_by_form(page)
    healed = eventually(lambda: not ask(site, "search", q="mulino")["degraded"], seconds=120)
    assert healed, "the search has not come back"
