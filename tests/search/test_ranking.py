# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What puts hits in order, what is said about it, and the share of what is new, on both engines alike."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from babel.numbers import format_decimal
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from catalogue.models import Product
from search.answer import Hit
from search.draws import draw_of, number_of, week_of
from search.find import find
from search.models import Listing
from search.ranking import NEW_FOR_DAYS, ONE_IN
from search.relevance import FIELDS, WEIGHT_OF_KIND
from search.templatetags.ranking_facts import ranking_parameters
from tests.factories import make_business, make_experience, make_good, make_session, make_stay, make_unit, today

from .asking import ask, request_of, titles
from .conftest import Indexer

pytestmark = pytest.mark.django_db
ARRIVAL = today() + timedelta(days=20)
DATES = f"check_in={ARRIVAL}&check_out={ARRIVAL + timedelta(days=3)}&adults=2"
OLD = timezone.now() - timedelta(days=NEW_FOR_DAYS + 2)
PER_PAGE = 24


def furnish(count: int = 4) -> None:
    for _ in range(count):
        business = make_business()
        make_unit(stay=make_stay(business=business))
        session = make_session(experience=make_experience(business=business))
        session.starts_at = timezone.now() + timedelta(days=21)
        session.save()
        make_good(business=business)


def test_with_dates_beds_come_first_then_things_to_do_then_the_rest(engine: Indexer) -> None:
    furnish()
    engine()
    kinds = [hit.kind for hit in ask(DATES).hits]
    assert kinds[:8] == ["stay"] * 4 + ["experience"] * 4
    assert set(kinds[8:]) == {"business", "good"}
    mixed = [hit.kind for hit in ask().hits]
    assert mixed != sorted(mixed, key=["stay", "experience", "business", "good"].index)  # without dates the draw decides


@pytest.fixture
def village(db: None) -> None:
    """Thirty-two stays; the eight that the draw puts last are new."""
    business = make_business()
    stays = [make_stay(business=business, title=f"casa {n}") for n in range(32)]
    for stay in stays:
        make_unit(stay=stay)
    stays.sort(key=lambda stay: draw_of(f"stay-{stay.pk}", week_of(timezone.now())))
    Product.objects.filter(pk__in=[stay.pk for stay in stays[:24]]).update(first_published_at=OLD, date_created=OLD)
    Product.objects.filter(pk__in=[stay.pk for stay in stays[24:]]).update(first_published_at=timezone.now())


def pages(query: str, now: datetime | None = None) -> list[Hit]:
    answers = [find(request_of(f"{query}&page={page}", per_page=PER_PAGE), now) for page in (1, 2)]
    assert {answer.count for answer in answers} <= {32, 33}
    return [hit for answer in answers for hit in answer.hits if hit.kind == "stay"]


@pytest.mark.parametrize("query", ["kind=stay", DATES])
def test_of_the_first_page_one_place_in_twelve_goes_to_what_is_new_and_no_page_repeats_or_loses_a_hit(
    engine: Indexer, village: None, query: str
) -> None:
    engine()
    hits = pages(query)
    assert len({hit.id for hit in hits}) == len(hits) == 32
    drawn = f"draws__{number_of(timezone.now())}"
    by_itself = list(Listing.objects.filter(kind="stay").order_by(drawn).values_list("object_id", flat=True))
    helped = [place for place, hit in enumerate(hits, 1) if hit.explored]
    assert helped == [ONE_IN, 2 * ONE_IN]
    new = {pk for pk, since in Listing.objects.values_list("object_id", "since") if since > OLD.timestamp() + 86400}
    for place in helped:
        assert hits[place - 1].id in new
        assert by_itself.index(hits[place - 1].id) >= PER_PAGE
    ids = {hit.id for hit in hits if hit.explored}
    assert [hit.id for hit in hits if not hit.explored] == [pk for pk in by_itself if pk not in ids]  # the others keep their order


@pytest.mark.elasticsearch
def test_both_engines_draw_the_same_each_day_and_others_the_next(index: Indexer, village: None, settings: Any) -> None:
    index()
    there, drawn = settings.ELASTICSEARCH_URL, set()
    for days in range(5):
        now = timezone.now() + timedelta(days=days)
        settings.ELASTICSEARCH_URL = there
        one = [(hit.id, hit.explored) for hit in pages("kind=stay", now)]
        assert one == [(hit.id, hit.explored) for hit in pages("kind=stay", now + timedelta(seconds=1))]
        settings.ELASTICSEARCH_URL = ""
        assert one == [(hit.id, hit.explored) for hit in pages("kind=stay", now)]
        helped = {pk for pk, explored in one if explored}
        assert len(helped) == PER_PAGE // ONE_IN
        drawn |= helped
    assert len(drawn) > 2


def test_nothing_is_explored_where_words_or_a_sort_decide_or_nothing_is_new(engine: Indexer, village: None) -> None:
    engine()
    for query in ("kind=stay&q=casa", "kind=stay&sort=price", "kind=stay&sort=newest", "kind=stay&near=44.8,9.2"):
        assert not any(hit.explored for hit in pages(query))
    Product.objects.update(first_published_at=OLD, date_created=OLD)
    engine()
    assert not any(hit.explored for hit in pages("kind=stay"))


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_the_page_about_the_ranking_prints_the_numbers_that_rank(language: str) -> None:
    with override(language):
        page = render_to_string("search/parameters.html")
        rows = [parameter.weight for parameter in ranking_parameters()]
    assert rows[6 : 6 + len(WEIGHT_OF_KIND)] == [f"× {format_decimal(weight, locale=language)}" for weight in WEIGHT_OF_KIND.values()]
    assert rows[:4] == [f"× {weight}" for weight in FIELDS.values()]
    assert f"{NEW_FOR_DAYS}" in page
    assert {"it": "1.000.000", "en": "1,000,000", "de": "1.000.000"}[language] in page
    assert all(row in page for row in rows)


def test_a_hit_says_why_it_is_there(engine: Indexer, client: Client) -> None:
    make_unit(stay=make_stay(title="Argine sul fiume", description="<p>Silenzio e castagne.</p>"))
    make_good(title="Miele", description="<p>Dell’argine.</p>")
    engine()

    def why(query: str) -> dict[str, dict[str, str]]:
        found = client.get(f"/api/v1/search?lang=en&{query}").json()["results"]
        return {hit["kind"]: {reason["code"]: reason["text"] for reason in hit["why"]} for hit in found}

    found = why("q=argine")
    assert "the title" in found["stay"]["words"]
    assert "the description" in found["good"]["words"]
    assert "the title" not in found["good"]["words"]
    assert "km away" in why("near=44.8,9.2")["stay"]["distance"]
    assert list(why(DATES)["stay"]) == ["kind", "draw"]
    assert list(why("sort=price")["stay"]) == ["price", "draw"]
    page = client.get("/en/search/", {"q": "argine"}).content.decode()
    assert "Why here?" in page
    assert "Your words are in: the title" in page
    assert titles(ask("q=castagne")) == ["Argine sul fiume"]
