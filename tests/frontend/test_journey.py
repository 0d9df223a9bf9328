# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The pages in a real Chromium: axe finds nothing, nothing is refused by the policy, little is sent, the keyboard is enough.

Pages are rendered by Django's test client beforehand and handed to the browser, so that no server needs to commit.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

from frontend.models import LegalPage
from marketplace.runtime.testservers import find_chromium

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("face")]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
SITE = "http://127.0.0.1:8000"
PAGES = {
    "it": ["/it/", "/it/borghi/", "/it/borghi/varzi/", "/it/borghi/suzzara/", "/it/diario/", "/it/diario/il-fiume-che-cambia-casa/",
           "/it/chi-siamo/", "/it/condizioni/", "/it/segnala/", "/it/style/", "/it/nessuna-pagina/"],
    "en": ["/en/", "/en/villages/varzi/", "/en/journal/the-river-that-moves-house/", "/en/report/", "/en/no-such-page/"],
    "de": ["/de/", "/de/doerfer/varzi/", "/de/journal/der-fluss-der-umzieht/", "/de/melden/", "/de/keine-seite/"],
}  # fmt: skip
FIRST_VIEW_BYTES = 150_000


@dataclass
class Shelf:
    """Rendered pages by path, and how many bytes of what was sent."""

    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)

    def answer(self, route: Route) -> None:
        """A page from the shelf, a static file from its room, a picture from the library; else 404."""
        path = urlsplit(route.request.url).path
        if path in self.pages:
            status, headers, body = self.pages[path]
        else:
            body, status = read_file(path), 200
            headers = {"Content-Type": mimetypes.guess_type(path)[0] or "application/octet-stream"}
        if body is None:
            route.fulfill(status=404)
            return
        kind = headers["Content-Type"]
        self.sent[path] = len(body) if kind.startswith(("font/", "image/avif", "image/webp", "image/jpeg")) else len(brotli.compress(body))
        route.fulfill(status=status, headers=headers, body=body)


def read_file(path: str) -> bytes | None:
    for prefix, find in (("/static/", finders.find), ("/media/", lambda name: Path(settings.MEDIA_ROOT) / name)):
        if path.startswith(prefix) and (found := find(path.removeprefix(prefix))):
            return Path(found).read_bytes()
    return None


@pytest.fixture
def shelf(client: Client, offers: None) -> Shelf:
    shelf = Shelf()
    for url in [url for urls in PAGES.values() for url in urls]:
        response = client.get(url)
        shelf.pages[url] = (response.status_code, dict(response.headers), response.content)
    notice = LegalPage.objects.get(kind="notice", locale__language_code="it")
    refused = client.post(notice.url, {"url": "x"})
    shelf.pages["/it/refused/"] = (refused.status_code, dict(refused.headers), refused.content)
    return shelf


@pytest.fixture
def chromium(shelf: Shelf) -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def open_page(browser: Browser, shelf: Shelf, width: int, **options: bool) -> tuple[Page, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 844}, **options)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text) if "status of 4" not in message.text else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_default_timeout(120_000)  # many tests share two cores
    page.route("**/*", shelf.answer)
    return page, said


def violations(page: Page) -> list[str]:
    return [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_the_policy_refuses_nothing(chromium: Browser, shelf: Shelf, width: int) -> None:
    page, said = open_page(chromium, shelf, width)
    found = {}
    for url in shelf.pages:
        page.goto(SITE + url)
        found[url] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{url} is wider than the screen"
    assert not {url: problems for url, problems in found.items() if problems}
    assert not said


@pytest.mark.parametrize("url", ["/it/", "/it/borghi/varzi/", "/it/diario/il-fiume-che-cambia-casa/", "/it/style/"])
def test_a_first_view_weighs_little(chromium: Browser, shelf: Shelf, url: str) -> None:
    page, _said = open_page(chromium, shelf, 390)
    page.goto(SITE + url, wait_until="networkidle")
    without_photos = {path: size for path, size in shelf.sent.items() if not path.startswith("/media/")}
    assert any(path.endswith(".woff2") for path in without_photos)
    assert sum(without_photos.values()) <= FIRST_VIEW_BYTES, without_photos


def test_the_skip_link_comes_first_and_the_menu_obeys_the_keyboard(chromium: Browser, shelf: Shelf) -> None:
    page, _said = open_page(chromium, shelf, 390)
    page.goto(SITE + "/it/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.locator("summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("link", name="Borghi").first.is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".drop--menu").evaluate("menu => menu.open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_menu_opens_without_script(chromium: Browser, shelf: Shelf) -> None:
    page, _said = open_page(chromium, shelf, 390, java_script_enabled=False)
    page.goto(SITE + "/it/")
    page.locator("summary", has_text="Menu").click()
    assert page.get_by_role("link", name="Borghi").first.is_visible()


def test_a_range_is_chosen_with_the_keyboard(chromium: Browser, shelf: Shelf) -> None:
    page, _said = open_page(chromium, shelf, 1280)
    page.goto(SITE + "/it/style/")
    days = page.locator("a.cal__day")
    days.nth(0).focus()
    page.keyboard.press("Enter")
    start = page.locator("[data-calendar-form] [name=check_in]").input_value()
    assert start == days.nth(0).get_attribute("data-date")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("[data-calendar-form] [name=check_out]").input_value() == days.nth(1).get_attribute("data-date")


def test_the_drawer_keeps_and_returns_the_focus(chromium: Browser, shelf: Shelf) -> None:
    page, _said = open_page(chromium, shelf, 390)
    page.goto(SITE + "/it/style/")
    opener = page.locator("[data-opens=filters]")
    opener.focus()
    page.keyboard.press("Enter")
    assert page.locator("dialog#filters").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog#filters").is_visible()
    assert opener.evaluate("element => element === document.activeElement")


def test_the_slider_moves_by_arrow_keys(chromium: Browser, shelf: Shelf) -> None:
    page, _said = open_page(chromium, shelf, 1280)
    page.goto(SITE + "/it/style/")
    box = page.locator("[data-compare]")
    box.locator("input").focus()
    page.keyboard.press("ArrowRight")
    assert box.evaluate("element => element.style.getPropertyValue('--cut')") == "51%"


def test_targets_are_large_enough_for_a_thumb(chromium: Browser, shelf: Shelf) -> None:
    page, _said = open_page(chromium, shelf, 390)
    page.goto(SITE + "/it/")
    small = page.eval_on_selector_all(
        ".head a, .head summary, .foot a, .btn, .seek input",
        "found => found.filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 120))",
    )
    assert small == []
