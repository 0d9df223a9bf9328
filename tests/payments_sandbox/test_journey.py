# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hosted pages in a real Chromium: axe finds nothing, the keyboard is enough, JavaScript is not needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
import stripe
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.client import client_for
from marketplace.payments.sandbox.server import Server
from marketplace.runtime.testservers import find_chromium
from tests.payments_sandbox.steps import new_host, open_session
from tests.payments_sandbox.test_pages import onboarding_link

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("payment-pages")]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A sandbox that listens; the shop is one of its own addresses, so that leaving for it works."""
    sandbox = Sandbox(Config())
    server = Server(sandbox, "127.0.0.1", 0)
    sandbox.bank.public_url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield sandbox
    server.stop()
    thread.join(5)


def session_of(sandbox: Sandbox, **more: Any) -> stripe.checkout.Session:
    home = sandbox.bank.public_url
    urls: dict[str, Any] = {
        "success_url": f"{home}/_sandbox/health?paid={{CHECKOUT_SESSION_ID}}",
        "cancel_url": f"{home}/_sandbox/health?back",
    }
    return open_session(client_for(sandbox), sandbox, **urls, **more)


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "status of 4" not in message.text else None)
    yield page
    context.close()
    assert not said, said


def violations(page: Page) -> list[str]:
    return [f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_no_page_hinders_anybody(sandbox, page, language):
    client = client_for(sandbox)
    session = session_of(sandbox, locale=language, customer_email="")
    closed = session_of(sandbox, locale=language)
    address = closed.url
    client.v1.checkout.sessions.expire(closed.id)
    host = onboarding_link(client, new_host(client, sandbox, active=False))
    page.goto(session.url)
    assert violations(page) == []
    page.get_by_role("button").click()  # no address given
    assert violations(page) == []
    page.get_by_role("textbox").fill("ospite@example.org")
    page.locator("[value=three_d_secure]").check()
    page.get_by_role("button").click()
    assert "/c/3ds/" in page.url
    assert violations(page) == []
    for url in (address, host.url, f"{sandbox.bank.public_url}/c/nothing"):
        page.goto(url)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_keyboard_is_enough_to_pay_with_3d_secure(sandbox, page):
    page.goto(session_of(sandbox, locale="it").url)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert page.locator("[value=three_d_secure]").is_checked()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/3ds/**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/_sandbox/health?paid=cs_test_*")


def test_without_javascript_a_declined_guest_pays_after_all(sandbox, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(session_of(sandbox, locale="en").url)
    page.get_by_label("The bank declines the card").check()
    page.get_by_role("button", name="Pay €260.50").click()
    assert "Nothing was charged" in page.get_by_role("alert").inner_text()
    page.get_by_role("button", name="Pay €260.50").click()
    page.wait_for_url("**/_sandbox/health?paid=cs_test_*")
    page.go_back()
    page.wait_for_url("**/_sandbox/health?paid=cs_test_*")  # the paid page leads on, it cannot be paid again
    context.close()


def test_the_guest_can_turn_back(sandbox, page):
    page.goto(session_of(sandbox, locale="de").url)
    page.get_by_role("link", name="Abbrechen und zurück zu Oltrepò").click()
    page.wait_for_url("**/_sandbox/health?back")


def test_what_is_to_be_touched_is_large_enough_and_the_page_fits_a_small_phone(sandbox, page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(session_of(sandbox, locale="de", customer_email="").url)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for target in page.locator("button, .choice, a, input[type=email]").all():
        assert target.bounding_box()["height"] >= 44
