# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page of an application in a real Chromium, narrow and wide: axe finds nothing, words are counted, conditions hide questions."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from marketplace.runtime.testservers import find_chromium
from residencies.models import Application
from tests.frontend.test_journey import FLAGS, SITE, Shelf

from .applying import FORM, PROJECT, WHY, address, browser_of, call_with_form, make_artist, question, send
from .test_files import WORKS, picture, upload

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("face")]
WIDTHS = {"narrow": 390, "wide": 1280}


@pytest.fixture
def shelf(db, ground):
    call = call_with_form([*FORM, question("portfolio", WORKS, "Lavori", most_files=4)], title="Argilla e nebbia", fee="20")
    mine = browser_of(make_artist())
    upload(mine, call, "riva.jpg", picture(size=(900, 600)))
    send(mine, call, revision=2, **{f"q-{PROJECT}": "parola " * 12})
    both = browser_of(make_artist())
    send(both, call, title="La riva")
    made = Shelf()
    number = Application.objects.order_by("pk")[0].number
    for path in (address(call), reverse("residencies:applications"), reverse("residencies:application", args=[number])):
        answer = mine.get(path)
        made.pages[path] = (answer.status_code, dict(answer.headers), answer.content)
    conflict = send(both, call, revision=0, title="Il ponte")
    made.pages["/it/conflict/"] = (200, dict(conflict.headers), conflict.content)
    return made


@pytest.mark.parametrize("name", WIDTHS)
def test_pages_of_an_application_are_clean(shelf, name, tmp_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTHS[name], "height": 900})
        thrown: list[str] = []
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.route("**/*", shelf.answer)
        for path in shelf.pages:
            page.goto(f"{SITE}{path}")
            page.wait_for_load_state("load")
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
            found = Axe().run(page).response["violations"]
            assert not [(it["id"], [node["html"] for node in it["nodes"]][:3]) for it in found], path
            page.screenshot(path=f"{os.environ.get('LOOK_AT') or tmp_path}/{name}{path.replace('/', '-')}.png", full_page=True)
            if path.endswith("/apply/"):
                assert page.locator(f"#row-q-{WHY}").is_hidden()
                page.get_by_label("sì").check()
                assert page.locator(f"#row-q-{WHY}").is_visible()
                page.locator(f"#row-q-{PROJECT} textarea").fill("due parole")
                assert page.locator(f"#row-q-{PROJECT} [data-count]").inner_text() == "2"
        browser.close()
    assert not thrown
