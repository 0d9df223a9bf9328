# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a page promises in passing: how long data stays, where the rest of a list is, which dates can be asked."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from frontend.context import absolute
from frontend.models import LegalPage, VillagePage
from frontend.setup import prepare_site
from marketplace.booking.models import Extra
from marketplace.compliance.retention import RETENTION
from marketplace.territory.models import Municipality

from .. import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(ground: None) -> None:
    prepare_site()


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_the_privacy_page_shows_how_long_each_kind_of_data_stays(client: Client, language: str) -> None:
    page = LegalPage.objects.get(kind="privacy", locale__language_code=language)
    html = client.get(page.url).content.decode()
    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', html)
    with translation.override(language):
        assert [row[0] for row in rows] == [str(row.what) for row in RETENTION]
    other = LegalPage.objects.get(kind="terms", locale__language_code=language)
    assert "retention" not in client.get(other.url).content.decode()


def test_a_village_leads_from_each_list_to_all_of_its_kind(client: Client) -> None:
    varzi = Municipality.objects.get(slug="varzi")
    business = make.make_business(municipality=varzi, kind="artisan")
    make.make_session(experience=make.make_experience(business=business, municipality=varzi))
    html = client.get(VillagePage.objects.get(slug="varzi", locale__language_code="it").url).content.decode()
    for kind in ("experience", "business"):
        assert f"kind={kind}&amp;municipality={varzi.istat}" in html


def test_days_gone_by_cannot_be_searched_for(client: Client) -> None:
    html = client.get("/it/").content.decode()
    assert html.count(f'min="{timezone.localdate():%Y-%m-%d}"') == 2


@pytest.mark.parametrize(("mandatory", "asked"), [(True, False), (False, True)])
def test_nobody_is_asked_whether_they_would_like_what_is_mandatory(client: Client, mandatory: bool, asked: bool) -> None:
    unit = make.make_unit()
    Extra.objects.create(unit=unit, name="Pulizie", price=20, per="stay", mandatory=mandatory)
    asks: dict[str, Any] = {"check_in": "", "check_out": "", "adults": 2}
    day = timezone.localdate() + timedelta(days=30)
    asks |= {"check_in": day.isoformat(), "check_out": (day + timedelta(days=2)).isoformat(), "unit": unit.pk}
    html = client.get(f"/en/stays/{unit.stay.slug}/", asks).content.decode()
    assert "Hold these nights" in html
    assert ("Would you like" in html) is asked


def test_a_picture_of_another_origin_keeps_its_address() -> None:
    assert absolute("https://pictures.example/images/a.jpg") == "https://pictures.example/images/a.jpg"
    assert absolute("/media/images/a.jpg") == "http://127.0.0.1:8000/media/images/a.jpg"
