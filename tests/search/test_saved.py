# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Saved searches: told only after a yes from the mailbox, only what is new, once a day, until it is ended."""

from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from catalogue.models import Product
from marketplace.accounts.models import User
from marketplace.accounts.signals import personal_data_wanted, user_erased
from marketplace.messages.domain.send_mails import message_of
from marketplace.messages.models import OutgoingMail
from search.models import SavedSearch
from search.saved.save_search import MOST_OF_ONE_ADDRESS, TooManySearches, save_search
from search.saved.tell_searches import REMEMBERED_FOR, tell_searches
from tests.factories import lay_ground, make_stay, make_unit, make_user, occupy, today

from .conftest import empty_queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_elasticsearch", "unlimited")]
ARRIVAL = today() + timedelta(days=20)
PARAMETERS = urlencode({"kind": "stay", "check_in": ARRIVAL, "check_out": ARRIVAL + timedelta(days=2), "adults": 2})
ADDRESS = "anna@posta.example"


@pytest.fixture
def unlimited(settings: object) -> None:
    settings.MARKETPLACE_RATE_LIMITS = False  # type: ignore[attr-defined]
    lay_ground()


def save(**fields: object) -> SavedSearch:
    known = {"parameters": PARAMETERS, "label": "Case", "language": "it", "email": ADDRESS, "sure": True}
    return save_search(**{**known, **fields})  # type: ignore[arg-type]


def news() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(dedupe_key__startswith="search-news").order_by("pk"))


def another_stay(title: str) -> None:
    make_unit(stay=make_stay(title=title), night="61.00")
    empty_queue()


def test_nothing_is_told_to_an_address_before_it_says_yes(client: Client) -> None:
    page = client.post(f"/en/search/saved/?{PARAMETERS}&sort=price&page=3", {"email": "Anna@Posta.example"})
    assert "Look into your mailbox" in page.content.decode()
    saved = SavedSearch.objects.get()
    assert (saved.email, saved.parameters, saved.confirmed_at) == (ADDRESS, PARAMETERS, None)
    (mail,) = OutgoingMail.objects.all()
    link = next(word for word in mail.text.split() if "/search/saved/" in word)
    another_stay("Nuova")
    assert tell_searches() == 0
    assert "Yes, write to me" in client.get(urlsplit(link).path).content.decode()
    assert SavedSearch.objects.get().confirmed_at is None  # whoever only follows links confirms nothing
    client.post(urlsplit(link).path)
    assert SavedSearch.objects.get().confirmed_at is not None
    assert tell_searches() == 0  # what fitted when they said yes is not new
    another_stay("Nuovissima")
    assert tell_searches() == 1
    assert "Nuovissima" in news()[0].text
    assert "122.00" in news()[0].text  # two nights, to the cent
    assert "Nuova," not in news()[0].text


def test_one_mail_a_day_for_all_searches_of_an_address_and_each_thing_once() -> None:
    save(), save(parameters="kind=stay", label="Tutte")
    another_stay("Prima")
    assert [tell_searches(), tell_searches()] == [1, 0]
    assert news()[0].text.count("Prima") == 2
    another_stay("Seconda")
    assert tell_searches() == 0  # today there was a mail already
    tomorrow = timezone.now() + timedelta(days=1)
    assert tell_searches(now=tomorrow) == 1
    assert "Seconda" in news()[1].text
    assert "Prima" not in news()[1].text
    assert tell_searches(now=tomorrow + timedelta(days=1)) == 0


def test_what_was_gone_for_long_is_told_again_and_a_hold_that_ran_out_is_not() -> None:
    unit = make_unit(stay=make_stay(title="Mulino"))
    empty_queue()
    save()
    now = timezone.now()
    taken = occupy(unit, ARRIVAL, ARRIVAL + timedelta(days=2))
    assert tell_searches(now=now + timedelta(days=1)) == 0
    Product.objects.filter(pk=unit.parent_id).update(title="Mulino")
    taken.delete()
    assert tell_searches(now=now + timedelta(days=1)) == 0
    taken = occupy(unit, ARRIVAL, ARRIVAL + timedelta(days=2))
    later = now + REMEMBERED_FOR + timedelta(days=2)
    assert tell_searches(now=later) == 0
    taken.delete()
    assert tell_searches(now=later + timedelta(days=1)) == 1
    assert "Mulino" in news()[0].text


@pytest.mark.parametrize(("path", "left"), [("stop", 1), ("stop-all", 0)])
def test_a_mail_programme_ends_it_with_one_post_and_without_a_cookie(path: str, left: int) -> None:
    saved, _other = save(), save(parameters="kind=stay")
    another_stay("Prima")
    tell_searches()
    message = message_of(news()[0]).message()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/search/saved/{saved.token}/stop-all/" in message["List-Unsubscribe"]
    client = Client(enforce_csrf_checks=True)
    address = f"/it/search/saved/{saved.token}/{path}/"
    assert client.get(address).status_code == 200
    assert SavedSearch.objects.count() == 2  # a link that somebody's scanner follows ends nothing
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert SavedSearch.objects.count() == left
    assert client.post(address).status_code == 200  # ended twice is ended


def test_a_search_whose_days_are_over_is_erased() -> None:
    save()
    assert tell_searches(now=timezone.now()) == 0
    SavedSearch.objects.update(parameters="check_in=2020-01-01&check_out=2020-01-03")
    tell_searches()
    assert not SavedSearch.objects.exists()


def test_an_address_keeps_no_more_than_so_many() -> None:
    for number in range(MOST_OF_ONE_ADDRESS):
        save(parameters=f"kind=stay&adults={number + 1}", sure=False)
    with pytest.raises(TooManySearches):
        save(parameters="kind=good", sure=False)


def test_who_is_signed_in_needs_no_second_yes_sees_and_ends_their_own(client: Client) -> None:
    anna, other = make_user(email=ADDRESS), make_user()
    EmailAddress.objects.create(user=anna, email=ADDRESS, verified=True, primary=True)
    client.force_login(anna)
    client.post(f"/it/search/saved/?{PARAMETERS}")
    saved = SavedSearch.objects.get()
    assert (saved.user, bool(saved.confirmed_at)) == (anna, True)
    assert not OutgoingMail.objects.exists()
    assert saved.label in client.get("/it/me/searches/").content.decode()
    assert "2 adulti" in saved.label
    assert "2 adults" in client.get("/en/me/searches/").content.decode()  # the page's words, not those it was saved with
    stranger = Client()
    stranger.force_login(other)
    assert saved.label not in stranger.get("/it/me/searches/").content.decode()
    assert stranger.post(f"/it/me/searches/{saved.pk}/end/").status_code == 404
    assert client.post(f"/it/me/searches/{saved.pk}/end/").status_code == 302
    assert not SavedSearch.objects.exists()


def test_a_person_gets_and_erases_their_searches() -> None:
    anna = make_user(email=ADDRESS)
    save(user=anna), save(parameters="kind=stay"), save(email="other@posta.example")
    given = dict(answer for _receiver, answer in personal_data_wanted.send(User, user=anna) if answer)
    assert len(given["saved_searches"]) == 2
    user_erased.send(User, user=anna)
    assert SavedSearch.objects.get().email == "other@posta.example"


def test_the_page_of_results_offers_to_save_what_was_asked(client: Client) -> None:
    text = client.get(f"/en/search/?{PARAMETERS}").content.decode()
    assert "Save this search" in text
    assert "Save this search" not in client.get("/en/search/").content.decode()  # nothing was asked
    assert client.get("/en/search/saved/?check_in=gestern").status_code == 302
    assert client.post(f"/en/search/saved/?{PARAMETERS}", {"email": "niemand"}).status_code == 422
