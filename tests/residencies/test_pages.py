# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The pages of the programme: what is public, in which order, in three languages, in a fixed number of queries."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from residencies.models import Call
from tests import factories as make

from .calls import DAY, make_call

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(ground):
    """A site to stand on."""


def read(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_calls_stand_by_phase_and_drafts_nowhere():
    now = timezone.now()
    make_call(title="Aperto tardi", deadline_at=now + 20 * DAY)
    make_call(title="Aperto presto", deadline_at=now + 5 * DAY)
    make_call(title="Domani", opens_at=now + 3 * DAY)
    make_call(title="Ieri", opens_at=now - 40 * DAY, deadline_at=now - DAY)
    make_call(title="Nascosto", live=False)
    cancelled = make_call(title="Annullato")
    Call.objects.filter(pk=cancelled.pk).update(cancelled_at=now, cancelled_reason="Il tetto è caduto.")
    page = read("/it/calls/")
    titles = re.findall(r'card__title"><a[^>]*>([^<]+)', page)
    assert titles[:4] == ["Aperto presto", "Aperto tardi", "Domani", "Annullato"] or titles[:3] == [
        "Aperto presto",
        "Aperto tardi",
        "Domani",
    ]
    assert set(titles) == {"Aperto presto", "Aperto tardi", "Domani", "Ieri", "Annullato"}
    assert "Il tetto è caduto." in page


def test_a_discipline_narrows_the_list_and_an_unknown_one_does_not():
    make_call(title="Note", disciplines=["music_sound"])
    make_call(title="Colori")
    assert "Colori" not in read("/it/calls/?discipline=music_sound")
    assert "Colori" in read("/it/calls/?discipline=%00nonsense")


def test_with_no_call_the_page_still_says_what_to_do():
    assert "Guarda" in read("/it/calls/?discipline=music_sound")
    assert "<table" not in read("/en/calls/")


@pytest.mark.parametrize("path", ["/it/calls/", "call"])
def test_pages_cost_the_same_with_more_rows(path):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            read(address)
        return len(queries)

    first = make_call(units=[make.make_unit()])
    make_call(opens_at=timezone.now() + DAY)
    address = first.get_absolute_url() if path == "call" else path
    read(address)
    small = cost()
    for _more in range(6):
        make_call(units=[make.make_unit()])
        make_call(opens_at=timezone.now() + DAY)
    if path == "call":
        first.reserved = [*first.reserved.all(), *make_call(units=[make.make_unit() for _more in range(5)]).reserved.all()]
    assert cost() == small <= 20


def test_the_page_of_a_call_says_times_in_its_zone_terms_and_who_may_apply():
    call = make_call(title="Vigna", time_zone="America/New_York", title_en="Vineyard", eligibility="Chi sa potare", fee="15")
    page = read(call.get_absolute_url())
    assert "America/New York" in page
    assert "Chi sa potare" in page
    assert "900 €" in page.replace("\xa0", " ")
    assert page.replace("\xa0", " ").count(">15 €<") == 3  # asked, the sum of what is asked, and the facts
    assert re.search(r'data-countdown="[^"]+">\S', page)
    assert "Vineyard" in read(call.get_absolute_url().replace("/it/", "/en/"))
    assert 'hreflang="de"' in page
    data = json.loads(re.search(r'application/ld\+json">(.*?)</script>', page).group(1))
    assert data["offers"]["validThrough"] == call.deadline_at.isoformat()


def test_markup_in_a_text_stays_text():
    call = make_call(title="<script>alert(1)</script>", summary="</script><b>")
    page = read(call.get_absolute_url())
    assert "<script>alert" not in page
    assert "</script><b>" not in page


def test_a_draft_is_unknown_and_what_was_withdrawn_is_gone():
    assert read(make_call(live=False).get_absolute_url(), 404)
    assert read(make_call(live=False, first_published_at=timezone.now()).get_absolute_url(), 410)


def test_calls_are_in_the_sitemap_in_every_language():
    call = make_call()
    sitemap = read("/sitemap.xml")
    assert all(f"/{code}/calls/{call.slug}/" in sitemap for code in ("it", "en", "de"))
    assert "/it/calls/</loc>" in sitemap


def test_a_call_without_anything_optional_has_a_page():
    call = make_call()
    call.terms, call.periods = [], []
    call.stages = []
    call.save()
    assert read(call.get_absolute_url())
