# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Opening an account, getting in, getting in again, changing it: by the pages, with the mails a person would read."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client, override_settings

from marketplace.accounts.models import User
from marketplace.messages.models import OutgoingMail
from tests.factories import make_session, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
PASSWORD = "una-password-lunga"


def confirmed(**fields: Any) -> User:
    user = make_user(password=PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def mail(name: str) -> OutgoingMail:
    return OutgoingMail.objects.filter(dedupe_key__startswith=f"account-{name}-").latest("pk")


def code_in(letter: OutgoingMail) -> str:
    found = re.search(r"^    (\S+)$", letter.text, re.MULTILINE)
    assert found, letter.text
    return found[1]


def sign_in(client: Client, user: User, language: str = "it") -> Any:
    return client.post(f"/{language}/account/login/", {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize(
    ("language", "subject", "word"),
    [
        ("it", "Il codice per aprire l’account", "Scrivi questo codice"),
        ("en", "Your code to open the account", "Type this code"),
        ("de", "Ihr Code, um das Konto zu eröffnen", "Geben Sie diesen Code"),
    ],
)
def test_an_account_opens_with_the_code_from_the_mail_in_the_pages_language(client: Client, language: str, subject: str, word: str) -> None:
    answer = client.post(f"/{language}/account/signup/", {"email": "nuova@posta.example", "password1": PASSWORD})
    assert answer.status_code == 302
    letter = mail("email_confirmation_signup")
    assert (letter.to, letter.language, letter.subject) == ("nuova@posta.example", language, subject)
    assert word in letter.text
    assert code_in(letter) in letter.html
    assert client.get(f"/{language}/me/profile/").status_code == 302, "not in before the code"
    client.post(answer["Location"], {"code": code_in(letter)})
    assert EmailAddress.objects.get(email="nuova@posta.example").verified
    assert User.objects.get(email="nuova@posta.example").language == language
    assert client.get(f"/{language}/me/profile/").status_code == 200


def test_a_wrong_code_opens_nothing(client: Client) -> None:
    answer = client.post("/it/account/signup/", {"email": "nuova@posta.example", "password1": PASSWORD})
    client.post(answer["Location"], {"code": "AAAAAA"})
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_signing_up_twice_tells_the_owner_and_nobody_else(client: Client) -> None:
    user = confirmed()
    known = client.post("/it/account/signup/", {"email": user.email, "password1": PASSWORD})
    fresh = Client().post("/it/account/signup/", {"email": "altra@posta.example", "password1": PASSWORD})
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"]), "the page betrays who has an account"
    assert mail("account_already_exists").to == user.email


def test_a_forgotten_password_is_chosen_anew_and_the_owner_hears_of_it(client: Client) -> None:
    user = confirmed(language="de")
    client.post("/it/account/password/reset/", {"email": user.email})
    letter = mail("password_reset_key")
    link = re.search(r"http://\S+(/it/account/password/reset/key/\S+)", letter.text)
    assert link
    page = client.get(link[1], follow=True)
    form_at = page.redirect_chain[-1][0]
    client.post(form_at, {"password1": "ancora-piu-lunga-9", "password2": "ancora-piu-lunga-9"})
    user.refresh_from_db()
    assert user.check_password("ancora-piu-lunga-9")
    assert (mail("password_reset").language, mail("password_reset").subject) == ("de", "Ihr Passwort hat sich geändert")
    again = Client().get(link[1], follow=True)
    assert "password1" not in again.content.decode(), "the link works once"


def test_a_reset_for_nobody_looks_the_same_and_says_so_by_mail(client: Client) -> None:
    user = confirmed()
    nobody = client.post("/it/account/password/reset/", {"email": "nessuno@posta.example"})
    somebody = Client().post("/it/account/password/reset/", {"email": user.email})
    assert nobody["Location"] == somebody["Location"]
    assert mail("unknown_account").to == "nessuno@posta.example"


def test_the_second_step_is_asked_and_a_recovery_code_opens_once(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    user = confirmed()
    sign_in(client, user)
    asked = client.get("/it/account/2fa/totp/activate/")
    page = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/it/account/2fa/totp/activate/", {"code": code}).status_code == 302
    assert "due passi" in mail("totp_activated").subject
    codes = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    other = Client()
    asked = sign_in(other, user)
    assert asked["Location"].endswith("/account/2fa/authenticate/")
    assert other.get("/it/me/profile/").status_code == 302
    other.post(asked["Location"], {"code": codes[0]})
    assert other.get("/it/me/profile/").status_code == 200
    third = Client()
    sign_in(third, user)
    third.post("/it/account/2fa/authenticate/", {"code": codes[0]})
    assert third.get("/it/me/profile/").status_code == 302, "a recovery code works once"


def test_the_address_changes_only_when_the_new_one_is_confirmed(client: Client) -> None:
    user = confirmed()
    old = user.email
    sign_in(client, user)
    answer = client.post("/it/account/email/", {"email": "nuovo@posta.example", "action_add": ""})
    user.refresh_from_db()
    assert user.email == old
    client.post(answer["Location"], {"code": code_in(mail("email_confirmation"))})
    user.refresh_from_db()
    assert user.email == "nuovo@posta.example"
    assert mail("email_changed").to in (old, "nuovo@posta.example")


def test_the_profile_checks_the_phone_and_speaks_italian(client: Client) -> None:
    user = confirmed()
    client.force_login(user)
    bad = client.post("/it/me/profile/", {"full_name": "Anna", "phone": "12", "language": "it"})
    assert bad.status_code == 422
    assert "telefono" in bad.content.decode().lower()
    client.post("/it/me/profile/", {"full_name": "Anna Rossi", "phone": "333 1234567", "language": "de"})
    user.refresh_from_db()
    assert (user.full_name, user.phone, user.language) == ("Anna Rossi", "+39 333 123 4567", "de")


def test_what_was_held_before_signing_in_is_still_in_the_basket_after(client: Client) -> None:
    user = confirmed()
    session = make_session()
    client.post("/it/holds/", {"session": session.pk, "adults": 1, "places": 1, "quantity": 1})
    assert client.get("/it/basket/").wsgi_request.basket.owner is None
    sign_in(client, user)
    after = client.get("/it/basket/")
    assert after.wsgi_request.basket.num_lines == 1
    assert after.wsgi_request.basket.owner == user


@override_settings(ACCOUNT_RATE_LIMITS={"login": "2/m/ip"})
def test_too_many_sign_ins_are_slowed_down_with_our_page(client: Client) -> None:
    user = confirmed()
    answers = [client.post("/it/account/login/", {"login": user.email, "password": "sbagliata"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 'lang="it"' in answers[-1].content.decode()


@pytest.mark.parametrize("language", ["it", "en", "de"])
@pytest.mark.parametrize("page", ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"])
def test_the_entrance_has_one_heading_a_title_and_no_foreign_words(client: Client, language: str, page: str) -> None:
    html = client.get(f"/{language}/account/{page}").content.decode()
    assert html.count("<h1") == 1
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    assert title
    assert " ".join(title[1].split()).removesuffix("· Oltrepò").strip()
    if language == "de":
        assert not re.search(r"\b(Du|Dir|Dich|Dein\w*|du|dir|dich|dein\w*)\b", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_the_rooms_behind_the_door_open_in_each_language(client: Client, language: str) -> None:
    user = confirmed()
    sign_in(client, user, language)
    for page in (
        "account/email/",
        "account/password/change/",
        "account/2fa/",
        "account/logout/",
        "me/profile/",
        "me/data/",
        "me/bookings/",
    ):
        answer = client.get(f"/{language}/{page}")
        assert answer.status_code == 200, page
        html = answer.content.decode()
        assert html.count("<h1") == 1, page
        if language == "de":
            assert not re.search(r"\b(Du|Dir|Dich|Dein\w*|du|dir|dich|dein\w*)\b", html), page
