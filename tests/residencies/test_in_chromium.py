# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The pages of the programme in a real Chromium, narrow and wide: axe finds nothing, nothing is refused, nothing stands out."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import sync_playwright

from marketplace.runtime.testservers import find_chromium
from residencies.models import Period, Studio, Term
from tests import factories as make
from tests.frontend.test_journey import FLAGS, SITE, Shelf

from .calls import DAY, make_call

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("face")]
WIDTHS = {"narrow": 390, "wide": 1280}


@pytest.fixture
def shelf(db, ground):
    stay = make.make_stay(title="Corte dei Tre Pioppi", live=True, was="Qui dormivano i braccianti.")
    place = stay.municipality
    unit = make.make_unit(stay=stay, title="La camera del fattore")
    Studio.objects.create(municipality=place, name="La porcilaia", square_metres=64, equipment=["kiln", "internet"], step_free=True)
    call = make_call(units=[unit], municipality=place, title="Argilla e nebbia", fee="20", workflow="concept_proposal")
    call.summary = "Due mesi di terra, forno e cucina in comune nella corte, quando la pianura sparisce."
    call.description = "L’argine si fa con la stessa terra dei mattoni della corte. " * 6
    call.reserved = [*call.reserved.all()]
    call.reserved.all()[0].studio = Studio.objects.get()
    call.terms = [
        Term(side="given", kind="stipend", amount="900", per="month"),
        Term(side="given", kind="travel", amount="200", per="person"),
        Term(side="given", kind="studio", quantity=64, measure="m2", note="con forno"),
        Term(side="asked", kind="open_studio", quantity=2, measure="days"),
        Term(side="asked", kind="work_left", quantity=1, measure="works", note="per la biblioteca"),
    ]
    call.periods = [Period(check_in=make.today() + 90 * DAY, check_out=make.today() + 150 * DAY, min_nights=28, max_nights=60)]
    call.save()
    make_call(title="Suoni di confine", opens_at=timezone.now() + 16 * DAY)
    make_call(title="Binario unico", opens_at=timezone.now() - 90 * DAY)
    made = Shelf()
    for path in ("/it/calls/", call.get_absolute_url(), "/de/calls/"):
        answer = Client().get(path)
        made.pages[path] = (answer.status_code, dict(answer.headers), answer.content)
    return made


@pytest.mark.parametrize("name", WIDTHS)
def test_pages_of_calls_are_clean(shelf, name, tmp_path):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        page = browser.new_page(viewport={"width": WIDTHS[name], "height": 900}, timezone_id="America/New_York")
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.route("**/*", shelf.answer)
        for path in shelf.pages:
            page.goto(f"{SITE}{path}")
            page.wait_for_load_state("load")
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
            found = Axe().run(page).response["violations"]
            assert not [(it["id"], [node["html"] for node in it["nodes"]][:3]) for it in found], path
            folder = os.environ.get("LOOK_AT") or tmp_path
            page.screenshot(path=f"{folder}/{name}{path.replace('/', '-')}.png", full_page=True)
            if "argilla" in path:
                assert "sul tuo orologio" in page.inner_text(".timetable")
                assert page.inner_text("[data-countdown]").startswith("tra ")
        browser.close()
    assert not said
