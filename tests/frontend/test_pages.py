# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every page answers in three languages, is linked to its translations and lawful in form."""

import re

import pytest
from django.test import Client
from django.utils import translation
from wagtail.models import Page

from frontend.demo import build_pages
from frontend.models import HomePage, JournalPage, LegalPage, PlainPage, VillagePage
from marketplace.compliance.models import IllegalContentNotice
from marketplace.messages.models import OutgoingMail

LANGUAGES = ("it", "en", "de")
FORBIDDEN = [r"<style", r"\sstyle\s*=", r"\son[a-z]+\s*=\s*[\"']", r"javascript:"]


def visit(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def assert_without_inline_code(html: str) -> None:
    for pattern in FORBIDDEN:
        assert not re.search(pattern, html), pattern
    for attributes in re.findall(r"<script([^>]*)>", html):
        assert "src=" in attributes or 'type="application/ld+json"' in attributes


def all_urls() -> list[tuple[str, str]]:
    pages = Page.objects.live().filter(depth__gte=2).select_related("locale")
    return [(page.locale.language_code, page.url) for page in pages]


def test_every_page_answers_in_its_language_and_names_its_translations(client: Client, offers: None) -> None:
    urls = all_urls()
    assert len(urls) == 3 * (1 + 1 + 2 + 1 + JournalPage.objects.count() // 3 + 2 + len(LegalPage.Kind.values))
    for language, url in urls:
        html = visit(client, url)
        assert f'<html lang="{language}">' in html
        assert re.findall(r'hreflang="(\w\w)" href="http', html) == list(LANGUAGES)
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{url}">' in html
        assert len(re.findall(r"<h1[ >]", html)) == 1
        assert_without_inline_code(html)


def test_translations_of_a_page_lead_to_one_another(client: Client, tree: None) -> None:
    story = JournalPage.objects.get(slug="what-is-left-of-a-stable")
    html = visit(client, story.url)
    assert 'href="/it/diario/che-cosa-resta-di-una-stalla/" hreflang="it"' in html
    assert 'href="/de/journal/was-von-einem-stall-bleibt/" hreflang="de"' in html


def test_a_page_without_translation_leads_to_the_first_page(client: Client, tree: None) -> None:
    PlainPage.objects.get(slug="about-us").delete()
    assert 'href="/en/" hreflang="en"' in visit(client, PlainPage.objects.get(slug="chi-siamo").url)


def test_building_the_pages_again_changes_nothing(tree: None) -> None:
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_created_at", "path"))
    build_pages()
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_created_at", "path")) == before


def test_what_was_edited_by_hand_on_other_pages_stays(tree: None) -> None:
    home = HomePage.objects.get(locale__language_code="it")
    home.add_child(instance=PlainPage(title="Mia", slug="mia", locale=home.locale))
    build_pages()
    assert PlainPage.objects.filter(slug="mia", live=True).exists()


def test_the_first_page_shows_houses_dates_and_villages(client: Client, offers: None) -> None:
    html = visit(client, "/it/")
    assert "Dormi dove c’era una stalla." in html
    assert "Qui dormivano undici vacche." in html
    assert "Poi se ne andarono" not in html  # the first sentence only
    assert "64\xa0€" in html  # the cheapest unit
    assert "Il forno è del 1921." in html
    assert html.count('class="map__shape') == 2
    with translation.override("de"):
        assert "Schlafen, wo früher der Stall war." in visit(client, "/de/")


def test_drafts_and_sold_out_dates_are_not_shown(client: Client, offers: None) -> None:
    from catalogue.models import Session, Stay

    Stay.objects.update(live=False)
    Session.objects.all().update(places_taken=8)
    html = visit(client, "/it/")
    assert "undici vacche" not in html
    assert "when__date" not in html


@pytest.mark.parametrize("address", ["/it/", "/it/borghi/varzi/", "/it/borghi/", "/it/diario/", "/sitemap.xml"])
def test_the_number_of_queries_does_not_grow(client: Client, offers: None, picture, address: str, django_assert_max_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.frontend.conftest import add_offers

    def count() -> int:
        client.get(address)  # renditions and the menu are made at the first visit
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address).status_code == 200
        return len(found)

    few = count()
    add_offers(picture, 5)
    assert count() == few
    assert few <= 30


def test_the_notice_is_recorded_and_acknowledged(client: Client, tree: None, django_capture_on_commit_callbacks) -> None:
    url = LegalPage.objects.get(kind="notice", locale__language_code="de").url
    notice = {
        "url": "http://127.0.0.1:8000/it/stays/casa/",
        "reason": "Das Foto ist meines.",
        "name": "Anna",
        "email": "anna@posta.example",
        "good_faith": "on",
    }
    with django_capture_on_commit_callbacks(execute=False):
        html = client.post(url, notice).content.decode()
    assert "Wir haben Ihre Meldung erhalten" in html
    recorded = IllegalContentNotice.objects.get()
    assert (recorded.reason, recorded.language, recorded.good_faith) == ("Das Foto ist meines.", "de", True)
    mail = OutgoingMail.objects.get()
    assert mail.to == "anna@posta.example"
    assert "Guten Tag Anna" in mail.text
    assert "Das Foto ist meines." in mail.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("url", "https://altrove.example/x", "non è del nostro sito"),
        ("url", "", "obbligatorio"),
        ("reason", "x" * 5001, "al massimo 5.000 caratteri"),
        ("good_faith", "", "obbligatorio"),
        ("email", "anna", "email valido"),
    ],
)
def test_a_notice_that_lacks_something_is_kept_on_the_page(client: Client, tree: None, field: str, value: str, words: str) -> None:
    url = LegalPage.objects.get(kind="notice", locale__language_code="it").url
    notice = {"url": "http://127.0.0.1:8000/it/", "reason": "Perché", "good_faith": "on", field: value}
    response = client.post(url, {name: text for name, text in notice.items() if text})
    html = response.content.decode()
    assert response.status_code == 400
    assert words in html
    assert 'aria-invalid="true"' in html
    assert not IllegalContentNotice.objects.exists()


def test_the_sitemap_lists_every_page_with_its_translations(client: Client, offers: None) -> None:
    response = client.get("/sitemap.xml")
    xml = response.content.decode()
    assert response["Content-Type"] == "application/xml"
    for _language, url in all_urls():
        assert f"<loc>http://127.0.0.1:8000{url}</loc>" in xml
    assert xml.count("/stays/") == 3 * (1 + 3)
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_structured_data_cannot_break_out_of_its_element(client: Client, tree: None) -> None:
    story = JournalPage.objects.get(slug="what-is-left-of-a-stable")
    story.title = "</script><b>x & y"
    story.save()
    html = visit(client, story.url)
    assert "\\u003C/script\\u003E\\u003Cb\\u003Ex \\u0026 y" in html


def test_a_municipality_has_one_page_a_language(tree: None) -> None:
    from django.core.exceptions import ValidationError

    page = VillagePage.objects.get(slug="varzi", locale__language_code="it")
    twin = VillagePage(title="Varzi", slug="varzi-2", municipality=page.municipality, locale=page.locale)
    with pytest.raises(ValidationError, match="già una pagina"):
        page.get_parent().add_child(instance=twin)
