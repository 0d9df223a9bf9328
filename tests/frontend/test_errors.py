# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Errors have pages of their own, in the page's language, that offer the next step."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from frontend import errors
from marketplace.urls import handler400, handler403, handler404, handler500
from marketplace.urls import urlpatterns as real_ones
from tests.frontend.test_pages import assert_without_inline_code

__all__ = ["handler400", "handler403", "handler404", "handler500"]
CAUSES = {400: SuspiciousOperation, 403: PermissionDenied, 404: Http404, 500: RuntimeError}


def fail(request: HttpRequest, status: int) -> HttpResponse:
    raise CAUSES[status]()


urlpatterns = [path("it/fail/<int:status>/", fail), *real_ones]


@pytest.mark.parametrize(("status", "words"), [(400, "leggere la richiesta"), (403, "non è per te"), (404, "La strada finisce qui")])
@override_settings(ROOT_URLCONF=__name__)
def test_an_error_says_what_to_do_next(db: None, client: Client, status: int, words: str) -> None:
    response = client.get(f"/it/fail/{status}/")
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert 'href="/it/"' in html
    assert_without_inline_code(html)


@override_settings(ALLOWED_HOSTS=["testserver"])
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/it/", "leggere la richiesta"),
        ("/it/basket/", "leggere la richiesta"),
        ("/nowhere", "leggere la richiesta"),
        ("/api/v1/search", '"code": "unreadable"'),
    ],
)
def test_a_request_for_another_host_is_refused_in_words(db: None, address: str, words: str) -> None:
    response = Client(HTTP_HOST="another.example", raise_request_exception=False).get(address)
    assert response.status_code == 400
    assert words in response.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_the_500_needs_no_database() -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/it/fail/500/")
    html = response.content.decode()
    assert response.status_code == 500
    assert all(words in html for words in ("Qualcosa da noi si è rotto", "Something broke", "kaputtgegangen"))
    assert_without_inline_code(html)


def test_gone_too_many_and_maintenance(db: None, client: Client) -> None:
    request = client.get("/it/nessuna/").wsgi_request
    assert errors.gone(request).status_code == 410
    slow = errors.too_many_requests(request, retry_after=90)
    assert (slow.status_code, slow["Retry-After"]) == (429, "90")
    assert errors.maintenance(RequestFactory().get("/")).status_code == 503


def test_a_form_without_its_token_is_explained(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/it/account/login/", {"login": "a@b.example"}, HTTP_ACCEPT_LANGUAGE="de")
    assert response.status_code == 403
    assert "modulo è rimasto aperto" in response.content.decode()
