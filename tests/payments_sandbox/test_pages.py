# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hosted pages as a guest without JavaScript meets them."""

from __future__ import annotations

import datetime as dt
import re
import string
import urllib.parse
from zoneinfo import ZoneInfo

import pytest

from marketplace.payments.sandbox.pages.texts import LANGUAGES, TEXTS
from tests.payments_sandbox.steps import new_host, open_session


class Browser:
    """Follows links of the sandbox itself and stops where it is sent elsewhere."""

    def __init__(self, sandbox) -> None:
        self.sandbox, self.status, self.text = sandbox, 0, ""
        self.headers: dict[str, str] = {}
        self.left_for: str | None = None

    def go(self, url: str, form: dict[str, str] | None = None) -> Browser:
        parts = urllib.parse.urlsplit(url)
        if parts.netloc not in ("", "sandbox.invalid"):
            self.left_for = url
            return self
        method, body = ("GET", b"") if form is None else ("POST", urllib.parse.urlencode(form).encode())
        self.status, self.headers, content = self.sandbox.handle(method, parts.path, {"Accept-Language": "fr,de;q=0.8"}, body)
        self.text = content.decode()
        return self.go(self.headers["Location"]) if self.status == 303 else self


@pytest.fixture
def browser(sandbox):
    return Browser(sandbox)


def test_the_guest_sees_who_is_paid_what_for_and_how_much(client, sandbox, browser):
    lines = [
        {"quantity": 2, "price_data": {"currency": "eur", "unit_amount": 123_456, "product_data": {"name": "<Corte> & fienile"}}},
    ]
    page = browser.go(open_session(client, sandbox, locale="it", line_items=lines).url).text
    for words in ("Oltrepò", "&lt;Corte&gt; &amp; fienile", "2 × 1.234,56", "2.469,12\u00a0€", "Simulazione", "ospite@example.org"):
        assert words in page
    assert '<html lang="it">' in page


@pytest.mark.parametrize(
    ("locale", "button"),
    [("it", "Paga 260,50\u00a0€"), ("en", "Pay €260.50"), ("de", "260,50\u00a0€ bezahlen"), (None, "260,50\u00a0€ bezahlen")],
)
def test_the_page_speaks_the_language_of_the_session_or_of_the_browser(client, sandbox, browser, locale, button):
    more = {"locale": locale} if locale else {}
    assert f"<button>{button}</button>" in browser.go(open_session(client, sandbox, **more).url).text


def test_paying_leads_to_the_success_page_with_the_session(client, sandbox, browser):
    session = open_session(client, sandbox)
    browser.go(session.url, {"card": "success"})
    assert browser.left_for == f"http://shop.example/ok?session={session.id}"
    browser.left_for = None
    assert browser.go(session.url).left_for == f"http://shop.example/ok?session={session.id}"  # the back button pays nothing twice


def test_a_declined_card_says_so_and_lets_the_guest_try_again(client, sandbox, browser):
    session = open_session(client, sandbox, locale="en")
    page = browser.go(session.url, {"card": "no_funds"}).text
    assert 'role="alert"' in page
    assert "not enough funds" in page
    assert "<title>Please note: " in page
    assert browser.go(session.url, {"card": "success"}).left_for


@pytest.mark.parametrize("answer", ["confirm", "refuse"])
def test_the_bank_asks_and_the_guest_answers(client, sandbox, browser, answer):
    session = open_session(client, sandbox, locale="en")
    assert "Your bank asks for confirmation" in browser.go(session.url, {"card": "three_d_secure"}).text
    browser.go(f"/c/3ds/{session.id}", {"answer": answer})
    paid = client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
    assert paid == (answer == "confirm") == bool(browser.left_for)
    if not paid:
        assert "could not confirm the payment" in browser.text


def test_an_expired_page_says_so_and_takes_no_money(client, sandbox, browser):
    session = open_session(client, sandbox, locale="en")
    url = session.url
    browser.go(url, {"card": "three_d_secure"})
    sandbox.advance(1800)
    assert browser.go(f"/c/3ds/{session.id}", {"answer": "confirm"}).status == 410
    assert "Nothing was charged" in browser.text
    assert browser.go(url, {"card": "success"}).status == 410
    assert sandbox.bank.vault.purses() == {}


@pytest.mark.parametrize(("form", "field"), [({"card": "success"}, "email"), ({"email": "a@b.it", "card": "gold"}, "card"), ({}, "email")])
def test_bad_input_is_explained_and_charges_nothing(client, sandbox, browser, form, field):
    session = open_session(client, sandbox, customer_email="")
    browser.go(session.url, form)
    assert browser.status == 422
    assert 'aria-describedby="problem"' in browser.text
    assert client.v1.checkout.sessions.retrieve(session.id).payment_intent is None


def test_a_guest_who_gives_an_address_is_known_by_it(client, sandbox, browser):
    session = open_session(client, sandbox, customer_email="")
    browser.go(session.url, {"card": "success", "email": "maria@example.org"})
    assert client.v1.checkout.sessions.retrieve(session.id).customer_details.email == "maria@example.org"


def test_pages_need_no_script_and_allow_nothing_foreign(client, sandbox, browser):
    session = open_session(client, sandbox)
    page = browser.go(session.url)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("form-action 'self' http://shop.example")
    assert "unsafe" not in policy
    for trace in ("<script", "style=", " onclick", " onload"):
        assert trace not in page.text
    css = browser.go("/c/static/pages.css")
    fonts = re.findall(r"/c/static/[a-z0-9-]+\.woff2", css.text)
    assert fonts
    for font in fonts:
        assert sandbox.handle("GET", font, {}, b"")[1]["Content-Type"] == "font/woff2"


def test_the_page_says_until_when_it_holds(client, sandbox, browser):
    session = open_session(client, sandbox, locale="de", expires_at=sandbox.clock.now() + 86_400)
    rome = dt.datetime.fromtimestamp(session.expires_at, ZoneInfo("Europe/Rome"))
    assert f"bis {rome:%d.%m., %H:%M} Uhr" in browser.go(session.url).text


def test_the_way_back_is_a_link_to_the_shop(client, sandbox, browser):
    assert 'href="http://shop.example/back"' in browser.go(open_session(client, sandbox).url).text


@pytest.mark.parametrize("path", ["/c/pay/cs_test_nothing", "/c/3ds/x", "/c/onboarding/x", "/c/express/x", "/", "/c/static/..%2fpages.css"])
def test_an_unknown_page_is_not_found(browser, path):
    assert browser.go(path).status == 404


def onboarding_link(client, host):
    return client.v2.core.account_links.create(
        {
            "account": host,
            "use_case": {
                "type": "account_onboarding",
                "account_onboarding": {
                    "refresh_url": "http://shop.example/again",
                    "return_url": "http://shop.example/done",
                    "collection_options": {"fields": "eventually_due"},
                },
            },
        }
    )


def test_a_host_gives_the_data_once_through_a_link(client, sandbox, browser):
    host = new_host(client, sandbox, active=False)
    link = onboarding_link(client, host)
    assert "Cascina Malpensata" in browser.go(link.url).text
    assert browser.go(link.url, {"answer": "complete"}).left_for == "http://shop.example/done"
    assert browser.go(link.url).left_for == "http://shop.example/again"  # one use
    account = client.v2.core.accounts.retrieve(host, {"include": ["configuration.recipient"]})
    assert account.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status == "active"
    late = onboarding_link(client, host)
    sandbox.advance(300)
    assert browser.go(late.url, {"answer": "complete"}).left_for == "http://shop.example/again"


def test_a_host_sees_balance_and_payouts(client, sandbox, browser):
    host = new_host(client, sandbox)
    page = browser.go(client.v1.accounts.login_links.create(host).url).text
    assert "Guthaben und Auszahlungen" in page
    assert "Noch keine Auszahlungen" in page


def test_every_text_exists_in_every_language_with_the_same_blanks():
    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, texts in TEXTS.items():
        assert set(texts) == set(LANGUAGES), key
        assert len({frozenset(blanks(text)) for text in texts.values()}) == 1, key
