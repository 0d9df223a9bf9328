# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The main way: search, look, hold, pay with 3-D Secure, be confirmed, cancel, get the money back. On a phone and at a desk."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from .conftest import Site
from .guest import (
    WORDS,
    amount_in,
    ask,
    eventually,
    fill_in,
    free_weekend,
    hold_by_form,
    open_card,
    pay_with_3d_secure,
    refunds_at_stripe,
    session_of,
)

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(900)]
WEEKS = {"it": 20, "en": 24, "de": 28}


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_a_guest_books_pays_cancels_and_is_refunded(site: Site, page: Page, language: str) -> None:
    words = WORDS[language]
    stay, check_in, check_out = free_weekend(site, weeks_ahead=WEEKS[language])
    email = f"ospite-{language}-{time.monotonic_ns()}@posta.example"

    # Search by the form of the first page.
    page.goto(f"{site.url}/{language}/")
    page.locator("input[name=check_in]").first.fill(check_in.isoformat())
    page.locator("input[name=check_out]").first.fill(check_out.isoformat())
    page.get_by_role("button", name=words.search).first.click()
    expect(page).to_have_url(re.compile(f"/search/.*check_in={check_in}"))

    # The stay, by its card, with the price of the search hit to the cent.
    open_card(page, stay["slug"])
    hold_by_form(page)

    page.get_by_role("link", name=words.go_on, exact=True).click()
    fill_in(page, name="Anna Rossi", email=email)
    button = page.get_by_role("button", name=words.pay)
    assert amount_in(button.inner_text()) == stay["total_price"].replace(".", "")
    button.click()

    session = session_of(page)
    pay_with_3d_secure(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(words.confirmed)
    assert eventually(lambda: any(email in mail and ".ics" in mail for mail in site.mails())), "the confirmation arrives by mail"
    taken = ask(site, f"units/{stay['units'][0]}/calendar", **{"from": check_in, "to": check_out})
    assert not any(night["free"] for night in taken) or len(stay["units"]) > 1

    # Cancel: the amount first, then the button; all terms but “non-refundable” give everything back months ahead.
    page.get_by_role("link", name=words.open_booking).first.click()
    page.locator('a[href$="/cancel/"]').click()
    promised = amount_in(page.get_by_role("heading", level=1).inner_text())
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words.cancelled)
    assert amount_in(page.locator("main").inner_text().split(words.cancelled)[-1])
    assert promised == stay["total_price"].replace(".", "")

    # Stripe has sent it: the worker asks after the guest has gone on.
    assert eventually(lambda: refunds_at_stripe(site, session), seconds=40) == [("succeeded", int(promised))]
