# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A guest's steps, as a person takes them: by what is written on buttons and labels, not by the page's inner names."""

import json
import os
import re
import time
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psutil
from playwright.sync_api import Page

from .conftest import Site

# Of all who may sign in to the demo; see catalogue/demo.
PASSWORD = "vino-nebbia-argine"


@dataclass(frozen=True)
class Words:
    """What the guest reads in one language."""

    search: str
    go_on: str
    pay: str
    confirmed: str
    open_booking: str
    cancelled: str


WORDS = {
    "it": Words("Cerca", "Continua", "Prenota e paga", "Prenotato. A presto!", "Apri la prenotazione", "Annullata"),
    "en": Words("Search", "Continue", "Book and pay", "Booked. See you soon!", "Open the booking", "Cancelled"),
    "de": Words("Suchen", "Weiter", "Zahlungspflichtig buchen", "Gebucht. Bis bald!", "Buchung öffnen", "Storniert"),
}


def ask(site: Site, path: str, **query: Any) -> Any:
    """An answer of the API."""
    address = f"{site.url}/api/v1/{path}?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(address, timeout=20) as answer:
        return json.load(answer)


def free_weekend(site: Site, *, weeks_ahead: int, instant: bool = True) -> tuple[dict[str, Any], date, date]:
    """A stay (with instant booking or on request) that is free for two nights and gives everything back, and those nights.

    Test processes share one site: each looks among stays of its own, so that none takes another's nights.
    """
    mine, workers = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    start = date.today() + timedelta(days=7 * weeks_ahead)  # noqa: DTZ011 - any day does
    for shift in range(14):
        check_in, check_out = start + timedelta(days=shift), start + timedelta(days=shift + 2)
        found = ask(site, "search", kind="stay", check_in=check_in, check_out=check_out, adults=2)
        for hit in found["results"]:
            if zlib.crc32(hit["slug"].encode()) % workers != mine:
                continue
            terms = ask(site, f"stays/{hit['slug']}")
            if terms["instant_booking"] is instant and terms["cancellation"] != "non_refundable":
                return hit, check_in, check_out
    raise AssertionError("no free stay in two weeks of the demo")


def amount_in(text: str) -> str:
    """The first sum of money in a text, digits only, as “15000”."""
    found = re.search(r"(\d[\d.,\s]*\d{2})", text)
    assert found, text
    return re.sub(r"\D", "", found[1])


def pay_with_3d_secure(page: Page) -> None:
    """On the payment page: a card whose bank asks back, and the answer to the bank."""
    page.get_by_text("4000 0027 6000 3184").click()
    page.locator("main form button, form button").first.click()
    page.locator("button[name=answer][value=confirm]").click()


def refunds_at_stripe(site: Site, session: str) -> list[tuple[str, int]]:
    """What the sandbox has sent back for the payment of this Checkout Session: (status, cents)."""
    environment = psutil.Process(web_process(site)).environ()
    head = {"Authorization": f"Bearer {environment['STRIPE_SECRET_KEY']}"}

    def ask_stripe(path: str) -> Any:
        with urllib.request.urlopen(
            urllib.request.Request(f"{environment['STRIPE_API_BASE']}/v1/{path}", headers=head), timeout=20
        ) as answer:
            return json.load(answer)

    intent = ask_stripe(f"checkout/sessions/{session}")["payment_intent"]
    return [(refund["status"], refund["amount"]) for refund in ask_stripe(f"refunds?payment_intent={intent}")["data"]]


def web_process(site: Site) -> int:
    """The process that answers at the site's address: it knows the sandbox's address and key."""
    port = urllib.parse.urlsplit(site.url).port
    return next(found.pid for found in psutil.net_connections("tcp") if found.status == "LISTEN" and found.laddr.port == port and found.pid)


def fill_in(page: Page, *, name: str, email: str) -> None:
    page.locator("#id_name").fill(name)
    page.locator("#id_email").fill(email)
    page.locator("#id_terms").check()


def eventually(check: Callable[[], Any], *, seconds: float = 20) -> Any:
    """Mails and webhooks go by the worker: they take a moment. The first true answer, or the last false one."""
    end = time.monotonic() + seconds
    while not (answer := check()) and time.monotonic() < end:
        time.sleep(0.25)
    return answer


def link_in_mail(site: Site, *, kind: str, wanted: str) -> str:
    """The address of this kind (as “requests”) in the mail that has `wanted` in it."""

    def look() -> str:
        for mail in site.mails():
            if wanted in mail and (found := re.search(rf"{re.escape(site.url)}/\w\w/{kind}/\S+/", mail)):
                return found[0]
        return ""

    address = eventually(look)
    assert address, f"no mail with a link to {kind}"
    return str(address)


def sign_in(site: Site, page: Page, language: str) -> None:
    """As the guest of the demo."""
    page.goto(f"{site.url}/{language}/account/login/")
    page.locator("#id_login").fill("guest@oltrepo.example")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{site.url}/{language}/me/**")


def hold_by_form(page: Page) -> None:
    page.locator('form[action*="/holds/"]').first.locator("button:not([type=button])").first.click()
    page.wait_for_url("**/basket/")


def open_card(page: Page, slug: str) -> None:
    """Click the card of a stay among the results, on whichever page of them it is."""
    card = page.locator(f'.results__list a[href*="/stays/{slug}/"]')
    while not card.count():
        address = page.url
        page.locator('.pager a[rel="next"], .pagination a[rel="next"]').first.click()
        page.wait_for_url(lambda url, before=address: url != before)
        page.wait_for_load_state()
    card.first.click()
    page.wait_for_url(f"**/stays/{slug}/**")


def session_of(page: Page) -> str:
    """The Checkout Session in the address of the payment page."""
    page.wait_for_url("**/c/pay/**")
    found = re.search(r"/c/pay/(cs_\w+)", page.url)
    assert found, page.url
    return found[1]
