# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the browser remembers of the pages seen: on the device alone, in the reader's language, forgotten on request. In a real Chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from catalogue.models import Business, Experience, Picture, Stay
from frontend.models import LegalPage
from marketplace.runtime.testservers import find_chromium
from tests.factories import make_stay, make_unit
from tests.search.conftest import empty_queue

from .test_journey import FLAGS, SITE, Shelf, open_page, violations

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("face")]
HEADINGS = {"it": "Visti di recente", "en": "Recently seen", "de": "Zuletzt angesehen"}
SEEN = "[data-seen-list]"


@pytest.fixture
def listings(offers: None, picture: Picture) -> list[str]:
    """Addresses without language: a stay with titles in three languages, an experience, a business, and a stay of Italian words alone."""
    stay, experience, business = Stay.objects.get(), Experience.objects.get(), Business.objects.get()
    Stay.objects.filter(pk=stay.pk).update(title="Stalla nuova", title_en="New stable", title_de="Neuer Stall")
    plain = make_stay(municipality=stay.municipality, business=business, picture=picture, title="Mulino <b>& figli</b>", title_en="")
    make_unit(stay=plain)
    empty_queue()
    return [f"/stays/{stay.slug}/", f"/experiences/{experience.slug}/", f"/businesses/{business.slug}/", f"/stays/{plain.slug}/"]


@pytest.fixture
def shelf(client: Client, listings: list[str], settings: Any) -> Shelf:
    settings.ELASTICSEARCH_URL = ""
    shelf = Shelf()
    paths = [*listings, "/", "/search/", "/stays/gone/"]
    for address in [f"/{language}{path}" for language in HEADINGS for path in paths]:
        answer = client.get(address)
        shelf.pages[address] = (answer.status_code, dict(answer.headers), answer.content)
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


def see(page: Page, *addresses: str) -> None:
    for address in addresses:
        page.goto(SITE + address)


def listed(page: Page) -> list[str]:
    return page.locator(f"{SEEN} .card__title").all_inner_texts()


def test_pages_seen_are_shown_in_the_readers_language_the_last_first(chromium: Browser, shelf: Shelf, listings: list[str]) -> None:
    page, said = open_page(chromium, shelf, 390)
    stay, experience, business, plain = listings
    see(page, "/it/")
    expect(page.locator(SEEN)).to_be_hidden()
    see(page, f"/it{experience}", f"/it{business}", f"/it{plain}", f"/it{stay}", f"/de{stay}")
    for language, title in (("it", "Stalla nuova"), ("en", "New stable"), ("de", "Neuer Stall")):
        for start in ("/", "/search/"):
            see(page, f"/{language}{start}")
            expect(page.get_by_role("heading", name=HEADINGS[language])).to_be_visible()
            assert listed(page)[:2] == [title, "Mulino <b>& figli</b>"]
            assert len(listed(page)) == 4, "each once"
            links = [link.get_attribute("href") for link in page.locator(f"{SEEN} a").all()]
            assert links == [f"/{language}{path}" for path in (stay, plain, business, experience)]
            assert page.locator(f"{SEEN} .overline").first.inner_text().lower() == "varzi"
            assert page.locator(f"{SEEN} img").first.get_attribute("src", timeout=5000)
    assert not said


def test_nothing_of_it_leaves_the_device(chromium: Browser, shelf: Shelf, listings: list[str]) -> None:
    page, _said = open_page(chromium, shelf, 1280)
    sent: list[tuple[str, str, str]] = []
    page.on("request", lambda request: sent.append((request.method, request.url, request.post_data or "")))
    see(page, f"/it{listings[0]}")
    before = len(sent)
    see(page, "/it/", "/it/search/")
    assert {method for method, _url, _data in sent} == {"GET"}
    name = listings[0].strip("/").split("/")[1]
    assert not [url for _method, url, _data in sent[before:] if name in url]
    assert not [cookie for cookie in page.context.cookies() if name in str(cookie)]


@pytest.mark.parametrize("start", ["/it/", "/it/search/"])
def test_forgetting_works_by_keyboard_and_says_so(chromium: Browser, shelf: Shelf, listings: list[str], start: str) -> None:
    page, said = open_page(chromium, shelf, 390)
    see(page, f"/it{listings[0]}", start)
    page.get_by_role("button", name="Dimentica").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dimenticato:")).to_be_focused()
    assert page.evaluate("localStorage.getItem('seen')") is None
    see(page, start)
    expect(page.locator(SEEN)).to_be_hidden()
    assert not said


def test_at_most_twelve_none_older_than_three_months_and_none_that_is_gone(chromium: Browser, shelf: Shelf, listings: list[str]) -> None:
    page, _said = open_page(chromium, shelf, 390)
    see(page, "/it/")
    page.evaluate(
        """() => localStorage.setItem('seen', JSON.stringify([
          { path: '/stays/gone/', it: 'Andata', at: Date.now() },
          { path: '/stays/old/', it: 'Vecchia', at: Date.now() - 91 * 86400e3 },
          { path: 'javascript:alert(1)', it: 'Falsa', at: Date.now() }, null, 7, { path: '/stays/untitled/' },
          ...Array.from({ length: 20 }, (_, n) => ({ path: `/stays/casa-${n}/`, it: `Casa ${n}`, picture: 'javascript:1', at: Date.now() })),
        ]))"""
    )
    see(page, "/it/")
    assert listed(page) == ["Andata", *(f"Casa {n}" for n in range(11))]
    see(page, "/it/stays/gone/", f"/it{listings[0]}", "/it/")
    assert listed(page)[:2] == ["Stalla nuova", "Casa 0"]
    assert len(listed(page)) == 12
    page.evaluate("localStorage.setItem('seen', '{broken')")
    see(page, "/it/")
    expect(page.locator(SEEN)).to_be_hidden()


def test_without_script_storage_or_consent_there_is_nothing(chromium: Browser, shelf: Shelf, listings: list[str]) -> None:
    page, _said = open_page(chromium, shelf, 390, java_script_enabled=False)
    see(page, f"/it{listings[0]}", "/it/")
    expect(page.locator(SEEN)).to_be_hidden()
    page, said = open_page(chromium, shelf, 390)
    page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
    see(page, f"/it{listings[0]}", "/it/")
    assert page.evaluate("localStorage.getItem('seen')") is None
    page, said = open_page(chromium, shelf, 390)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no storage'); } })")
    see(page, f"/it{listings[0]}", "/it/", "/it/search/")
    expect(page.locator(SEEN)).to_be_hidden()
    assert not said


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_with_the_list_shown(chromium: Browser, shelf: Shelf, listings: list[str], width: int) -> None:
    page, said = open_page(chromium, shelf, width)
    see(page, *(f"/it{path}" for path in listings))
    for start in ("/it/", "/it/search/"):
        see(page, start)
        expect(page.locator(SEEN)).to_be_visible()
        assert not violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not said


@pytest.mark.django_db
@pytest.mark.parametrize(("params", "there"), [("", 1), ("?q=xyzzyqwert", 1), ("?kind=stay", 0)])
def test_the_search_offers_it_before_anything_is_asked_and_where_nothing_is_found(
    client: Client, listings: list[str], settings: Any, params: str, there: int
) -> None:
    settings.ELASTICSEARCH_URL = ""
    assert client.get(f"/it/search/{params}").content.decode().count("data-seen-list") == there


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("it", "sta soltanto sul tuo dispositivo"), ("en", "on your device only"), ("de", "nur auf Ihrem Gerät")]
)
def test_the_privacy_page_says_that_the_list_is_on_the_device_only(client: Client, tree: None, language: str, words: str) -> None:
    page = LegalPage.objects.get(kind="privacy", locale__language_code=language)
    text = client.get(page.url).content.decode()
    assert words in text
    assert HEADINGS[language] in text
