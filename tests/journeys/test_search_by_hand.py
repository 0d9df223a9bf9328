# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Searching as people do: typing, with the arrow keys, on the map, for any weekend of a month, without JavaScript; and being told later."""

import re
import time
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Site
from .guest import ask, link_in_mail
from .test_nobody_is_hindered import violations

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys"), pytest.mark.timeout(600)]


def params_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def count_in(page: Page) -> int:
    found = re.match(r"\d+", page.locator(".found__count").inner_text())
    assert found
    return int(found[0])


@pytest.mark.parametrize("path", ["/it/", "/it/search/"])
def test_three_letters_and_the_arrow_keys_lead_to_a_village(site: Site, page: Page, path: str) -> None:
    page.goto(site.url + path)
    box = page.locator("input[name=q]").first
    box.press_sequentially("var", delay=40)
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(page.get_by_role("option", name="Varzi").first).to_be_visible()
    assert not violations(page)

    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert "Varzi" in chosen.inner_text()
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Varzi")


def test_escape_closes_the_suggestions_and_enter_searches_what_is_typed(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/it/search/")
    box = page.locator("#q")
    box.press_sequentially("corte", delay=40)
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]q=corte"))
    assert count_in(page) > 0


def test_what_was_understood_stands_as_chips_that_take_their_words_away(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/it/search/")
    page.locator("#q").fill("2 notti a Varzi con il cane")
    page.locator("#q").press("Enter")
    chips = page.locator(".found__chips")
    expect(chips).to_contain_text("Varzi")
    expect(chips).to_contain_text("Animali benvenuti")
    few = count_in(page)
    assert not violations(page)

    chips.get_by_role("link", name=re.compile("Animali benvenuti")).click()
    expect(page.locator("#q")).to_have_value("2 notti a Varzi")
    assert count_in(page) >= few
    page.go_back()
    expect(page.locator("#q")).to_have_value("2 notti a Varzi con il cane")


def test_any_weekend_of_a_month_names_the_best_dates_of_each_stay(site: Site, page: Page) -> None:
    month = (date.today() + timedelta(days=150)).strftime("%Y-%m")  # noqa: DTZ011 - any day does
    page.goto(f"{site.url}/it/search/?kind=stay")
    page.get_by_text("Date flessibili").click()
    page.locator("#when").select_option(month)
    page.locator("#weekend").check()
    page.locator("#adults").fill("2")
    assert not violations(page)
    page.locator("form.seek").get_by_role("button", name="Cerca").click()
    expect(page).to_have_url(re.compile(f"when={month}"))

    first = page.locator("#list article").first
    total = first.locator(".card__foot").inner_text()
    first.locator("a").first.click()
    asked = params_of(page)
    check_in = date.fromisoformat(asked["check_in"][0])
    assert check_in.strftime("%Y-%m") == month
    assert check_in.weekday() == 4, "a weekend begins on Friday"
    price = re.search(r"[\d.]+,\d\d", total)
    assert price
    expect(page.locator("main")).to_contain_text(price[0])


def test_the_map_comes_closer_and_searches_what_it_shows(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/it/search/?kind=stay")
    everywhere = count_in(page)
    panel = page.locator("#map .map__panel").first
    closer = panel.get_by_role("button", name="Avvicina")
    closer.click()
    closer.click()
    panel.get_by_role("link", name="Cerca in quest’area").click()
    expect(page).to_have_url(re.compile("bbox="))
    west, south, east, north = map(float, params_of(page)["bbox"][0].split(","))
    found = ask(site, "search", kind="stay", bbox=params_of(page)["bbox"][0])
    assert found["count"] == count_in(page) < everywhere
    assert all(west <= hit["lon"] <= east and south <= hit["lat"] <= north for hit in found["results"])
    assert not violations(page)


def test_filters_narrow_and_say_how_many_there_would_be(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/it/search/?kind=stay")
    page.locator("[data-opens=filters]").click()
    drawer = page.locator("#filters")
    expect(drawer).to_be_visible()
    assert not violations(page)
    pool = drawer.locator("input[name=amenity][value=pool]")
    promised = int(re.findall(r"\d+", pool.locator("xpath=..").inner_text())[-1])
    pool.check()
    drawer.get_by_role("button", name=re.compile("risultati")).click()
    expect(page).to_have_url(re.compile("amenity=pool"))
    assert count_in(page) == promised > 0


def test_whoever_saves_a_search_says_yes_by_mail_and_ends_it_by_a_link(site: Site, page: Page) -> None:
    email = f"cerca-{time.monotonic_ns()}@posta.example"
    page.goto(f"{site.url}/it/search/?q=Varzi&adults=2")
    page.locator(".found__save a").click()
    page.locator("input[name=email]").fill(email)
    assert not violations(page)
    page.locator("main form.sheet button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Guarda la tua posta")

    page.goto(link_in_mail(site, kind="search/saved", wanted=email))
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(email)
    page.goto(page.url.split("?")[0].rstrip("/") + "/stop/")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Non ti scriviamo più")


def test_without_javascript_everything_can_be_searched_too(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site.url}/it/search/?kind=stay")
    page.locator("#q").fill("corte con il cane")
    page.locator("form.seek button[type=submit]").click()
    few = count_in(page)
    assert few > 0
    page.get_by_role("link", name=re.compile("^Filtri")).click()
    drawer = page.locator("#filters")
    expect(drawer).to_be_visible()
    drawer.locator("input[name=amenity][value=charger]").check()
    drawer.get_by_role("button", name=re.compile("risultati")).click()
    assert count_in(page) <= few
    context.close()
