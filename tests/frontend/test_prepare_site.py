# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`manage.py prepare_site` makes an empty database a site, and leaves alone what people have made of it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Site

from catalogue.domain.prepare_moderation import MEMBER_GROUP, STAFF_GROUP
from frontend.models import HomePage, LegalPage, VillagePage
from marketplace.territory.models import Municipality

pytestmark = pytest.mark.django_db
LANGUAGES = ("it", "en", "de")


def prepare(**options: Any) -> str:
    said = StringIO()
    call_command("prepare_site", stdout=said, **options)
    return said.getvalue()


def village(name: str, istat: str) -> dict[str, Any]:
    ring = [[9.1, 44.8], [9.3, 44.8], [9.3, 44.9], [9.1, 44.8]]
    facts = {"name": name, "istat": istat, "cadastral": f"Z{istat[-3:]}", "province": "PV", "area": "Lomellina", "centre": [9.2, 44.8]}
    return {"type": "Feature", "properties": facts, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_an_empty_database_becomes_a_site_in_three_languages(client: Client, ground: None) -> None:
    said = prepare()
    assert "37 municipalities" in said
    assert Municipality.objects.count() == 37
    assert VillagePage.objects.count() == 3 * 37
    assert set(Group.objects.values_list("name", flat=True)) >= {STAFF_GROUP, MEMBER_GROUP}
    for language in LANGUAGES:
        for page in [HomePage.objects.get(slug=language), *LegalPage.objects.filter(locale__language_code=language)]:
            assert client.get(page.url).status_code == 200, page.url
    assert client.get("/it/borghi/varzi/").status_code == 200


@pytest.mark.parametrize(("language", "words"), [("it", "Da rivedere"), ("en", "To be reviewed"), ("de", "zu prüfen")])
def test_every_legal_page_says_that_its_operator_must_review_it(client: Client, ground: None, language: str, words: str) -> None:
    prepare()
    pages = LegalPage.objects.filter(locale__language_code=language)
    assert len(pages) == len(LegalPage.Kind.values)
    for page in pages:
        assert words in client.get(page.url).content.decode()


def test_a_second_run_changes_nothing_that_people_have_edited_or_deleted(ground: None) -> None:
    prepare()
    terms = LegalPage.objects.get(kind="terms", locale__language_code="it")
    terms.title = "Le nostre condizioni"
    terms.save_revision().publish()
    LegalPage.objects.get(kind="ranking", locale__language_code="de").delete()
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision_id"))
    groups = Group.objects.count()
    assert "0 municipalities and 0 pages" in prepare()
    assert list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision_id")) == before
    assert Group.objects.count() == groups


def test_other_municipalities_come_from_a_file_before_or_after(client: Client, ground: None, tmp_path: Path) -> None:
    file = tmp_path / "comuni.geojson"
    file.write_text(json.dumps({"features": [village("Mede", "018088")]}), encoding="utf-8")
    prepare(municipalities=file)
    assert [place.name for place in Municipality.objects.all()] == ["Mede"]
    file.write_text(json.dumps({"features": [village("Mede", "018088"), village("Sartirana", "018146")]}), encoding="utf-8")
    assert "1 municipalities and 3 pages" in prepare(municipalities=file)
    assert client.get("/de/doerfer/sartirana/").status_code == 200


def test_a_file_of_another_shape_is_refused_and_nothing_is_half_done(ground: None, tmp_path: Path) -> None:
    file = tmp_path / "comuni.geojson"
    file.write_text('{"features": [{"properties": {}}]}', encoding="utf-8")
    with pytest.raises(CommandError):
        prepare(municipalities=file)
    assert not HomePage.objects.exists()


def test_the_site_has_the_name_of_its_address_or_the_one_given(ground: None, settings: Any) -> None:
    settings.SITE_URL = "https://oltrepo.example"
    prepare()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("oltrepo.example", 443)
    prepare(hostname="borghi.example")
    assert Site.objects.get(is_default_site=True).hostname == "borghi.example"
