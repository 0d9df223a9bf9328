# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Public pages of listings: what a visitor reads, what it costs, and how few questions the database is asked."""

import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import Picture, ProductPicture, Stay

from .. import factories as make
from .pictures import picture_file

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # Wagtail's renditions leave files to the collector
]
MOST_QUERIES = 8


def picture(colour: tuple[int, int, int] = (90, 120, 60)) -> Picture:
    file = ContentFile(picture_file((1000, 667), colour=colour).getvalue(), name="p.jpg")
    return Picture.objects.create(title="Vista", description="Un portico", description_en="An arcade", file=file)


def furnished_stay(*, units: int, pictures: int, **fields: Any) -> Stay:
    hung = [picture((n * 9 % 255, 90, 70)) for n in range(pictures)]
    stay = make.make_stay(picture=hung[0], before_picture=hung[0], after_picture=hung[-1], **fields)
    for n, one in enumerate(hung):
        ProductPicture.objects.create(product=stay, picture=one, sort_order=n)
    for n in range(units):
        make.make_unit(stay=stay, title=f"Stanza {n}", capacity=2)
        make.make_session(experience=make.make_experience())
    return stay


def address(stay: Any, language: str = "it") -> str:
    with translation.override(language):
        return str(stay.get_absolute_url())


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def questions_asked(client: Client, url: str) -> int:
    assert client.get(url).status_code == 200  # renditions are made at the first view
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_page_of_a_stay_asks_the_database_no_more_for_many_units_and_pictures(client: Client) -> None:
    small, large = furnished_stay(units=1, pictures=2), furnished_stay(units=7, pictures=6)
    dates = f"?check_in={in_days(30)}&check_out={in_days(33)}&adults=2"
    for query in ("", dates):
        few, many = questions_asked(client, address(small) + query), questions_asked(client, address(large) + query)
        assert few == many
        assert many <= MOST_QUERIES


@pytest.mark.parametrize("kind", ["experience", "business", "good"])
def test_the_other_pages_are_as_frugal(client: Client, kind: str) -> None:
    business = make.make_business()
    thing: Any = {"business": business}.get(kind)
    for _ in range(2):
        experience = make.make_experience(business=business, picture=picture())
        for _session in range(3):
            make.make_session(experience=experience)
        good = make.make_good(business=business, picture=picture())
        make.make_stay(business=business, picture=picture())
        thing = {"experience": experience, "good": good}.get(kind) or business
    few = questions_asked(client, address(thing))
    for _ in range(4):
        make.make_stay(business=business, picture=picture())
        if kind == "experience":
            make.make_session(experience=thing)
    assert questions_asked(client, address(thing)) == few
    assert few <= MOST_QUERIES


def test_a_visitor_reads_the_story_the_code_and_the_measures(client: Client) -> None:
    stay = make.make_stay(
        title="La stalla",
        title_en="The cowshed",
        was="Undici vacche e un asino.",
        was_en="Eleven cows and a donkey.",
        closed_year=1968,
        restored_year=2019,
        cin="IT018171B4ABCD1234",
        door_cm=82,
        entrance_steps=0,
        accessibility_measured_on="2026-03-01",
        without_car="Treno fino a Voghera.",
    )
    page = client.get(address(stay)).content.decode()
    for words in ("La stalla", "Undici vacche", "1968", "2019", "IT018171B4ABCD1234", "82 cm", "Treno fino a Voghera"):
        assert words in page
    english = client.get(address(stay, "en")).content.decode()
    assert "The cowshed" in english
    assert "Eleven cows" in english
    assert "Treno fino a Voghera" in english  # no English text: the Italian one


def test_the_price_for_the_dates_is_the_price_of_the_quote(client: Client) -> None:
    unit = make.make_unit(night="81.50", rate={"cleaning_fee": Decimal("20.00")})
    page = client.get(f"{address(unit.stay)}?check_in={in_days(20)}&check_out={in_days(23)}&adults=2")
    quote = page.context["chosen"].quote
    assert quote["total"] == Decimal("264.50")
    assert "264,50" in page.content.decode()
    assert f'name="unit" value="{unit.pk}"' in page.content.decode()


def test_taken_nights_have_no_price_and_say_so(client: Client) -> None:
    unit = make.make_unit()
    start = timezone.localdate() + timedelta(days=20)
    make.occupy(unit, start, start + timedelta(days=2))
    page = client.get(f"{address(unit.stay)}?check_in={in_days(21)}&check_out={in_days(24)}")
    assert page.status_code == 200
    assert page.context["chosen"].quote is None
    assert page.context["chosen"].taken


def test_a_stay_that_lasts_beyond_the_booking_window_has_a_price_as_everywhere_else(client: Client) -> None:
    unit = make.make_unit(rate={"window_days": 30, "max_nights": 10})
    page = client.get(f"{address(unit.stay)}?check_in={in_days(30)}&check_out={in_days(35)}&adults=2")
    assert not page.context["chosen"].taken
    assert page.context["chosen"].quote["total"] == Decimal("400.00")
    late = client.get(f"{address(unit.stay)}?check_in={in_days(31)}&check_out={in_days(35)}&adults=2")
    assert late.context["chosen"].quote is None
    assert late.context["chosen"].reasons
    assert not late.context["chosen"].taken
    nights = {night.date.isoformat(): night for night in page.context["chosen"].nights}
    assert nights[in_days(30)].arrival
    assert (nights[in_days(31)].arrival, nights[in_days(31)].free) == (False, True)


def test_of_several_units_the_first_that_is_free_is_shown(client: Client) -> None:
    stay = make.make_stay()
    taken, free = make.make_unit(stay=stay), make.make_unit(stay=stay)
    start = timezone.localdate() + timedelta(days=20)
    make.occupy(taken, start, start + timedelta(days=2))
    page = client.get(f"{address(stay)}?check_in={in_days(20)}&check_out={in_days(22)}")
    assert page.context["chosen"].unit == free


@pytest.mark.parametrize(
    "query",
    [
        "check_in=2020-01-01&check_out=2020-01-03",
        "check_in=morgen",
        "check_in=2027-13-40&check_out=2027-14-01",
        "adults=0",
        "adults=lots",
        "children=-1",
        "adults=9999999999999999999999",
        "unit=abc",
        "unit=99999999999999999999999999",
        "month=2999-01",
        "month=%00",
    ],
)
@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_bad_questions_are_answered_with_words(client: Client, query: str, language: str) -> None:
    unit = make.make_unit()
    page = client.get(f"{address(unit.stay, language)}?{query}")
    assert page.status_code == 422
    assert page.context["question"].sentences
    assert page.context["chosen"].unit == unit


def test_reversed_and_endless_dates_are_refused(client: Client) -> None:
    unit = make.make_unit()
    for check_in, check_out in ((30, 30), (30, 28), (30, 3650), (3650, 3653)):
        page = client.get(f"{address(unit.stay)}?check_in={in_days(check_in)}&check_out={in_days(check_out)}")
        assert page.status_code == 422


def test_a_draft_is_unknown_and_what_was_public_is_gone(client: Client) -> None:
    draft = make.make_stay(live=False)
    gone = make.make_stay(live=False, first_published_at=timezone.now())
    hidden = make.make_stay(is_public=False)
    assert client.get(address(draft)).status_code == 404
    assert client.get(address(gone)).status_code == 410
    assert client.get(address(hidden)).status_code == 404
    assert client.get(reverse("catalogue:good", kwargs={"slug": "nix"})).status_code == 404


def test_a_unit_that_is_a_draft_is_not_offered(client: Client) -> None:
    stay = make.make_stay()
    shown, _draft = make.make_unit(stay=stay), make.make_unit(stay=stay, live=False)
    assert [row.unit for row in client.get(address(stay)).context["rows"]] == [shown]


def test_search_engines_get_data_that_cannot_break_out(client: Client) -> None:
    stay = make.make_stay(title="Casa </script><b>x", cin="IT018171B4ABCD1234", summary="Qui & là")
    make.make_unit(stay=stay)
    page = client.get(address(stay)).content.decode()
    assert "</script><b>x" not in page
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    parsed = json.loads(data)
    assert parsed["name"] == "Casa </script><b>x"
    assert parsed["identifier"]["value"] == "IT018171B4ABCD1234"


def test_sessions_that_are_over_or_hidden_are_not_offered(client: Client) -> None:
    experience = make.make_experience()
    coming = make.make_session(experience=experience)
    make.make_session(experience=experience, starts_at=timezone.now() - timedelta(hours=1))
    make.make_session(experience=experience, live=False)
    full = make.make_session(experience=experience, capacity=4, places_taken=4)
    page = client.get(address(experience))
    assert set(page.context["sessions"]) == {coming, full}
    assert re.search(rf'value="{full.pk}" disabled', page.content.decode())


def test_a_listing_takes_its_units_to_another_business() -> None:
    unit = make.make_unit()
    stay, new = Stay.objects.get(pk=unit.stay.pk), make.make_business()
    stay.business = new
    stay.save()
    unit.refresh_from_db()
    assert unit.business == new
    assert unit.stockrecords.get().partner_id == new.pk


def test_two_listings_of_one_name_have_two_addresses() -> None:
    first, second = make.make_stay(title="Casa Rosa", slug=""), make.make_stay(title="Casa Rosa", slug="")
    assert (first.slug, second.slug) == ("casa-rosa", "casa-rosa-2")


@pytest.mark.parametrize("kind", ["Business", "Stay", "Unit", "Experience", "Session", "Good"])
def test_the_admins_preview_is_the_real_page(client: Client, ground: None, kind: str) -> None:
    business = make.make_business()
    stay, experience = make.make_stay(business=business), make.make_experience(business=business)
    thing = {
        "Business": business,
        "Stay": stay,
        "Unit": make.make_unit(stay=stay),
        "Experience": experience,
        "Session": make.make_session(experience=experience),
        "Good": make.make_good(business=business),
    }[kind]
    thing.save_revision()
    client.force_login(make.make_user(is_superuser=True, is_staff=True))
    names = [thing.pk, thing.latest_revision_id]
    page = client.get(reverse(thing.snippet_viewset.get_url_name("revisions_view"), args=names))
    assert page.status_code == 200
    assert 'id="content"' in page.content.decode()
