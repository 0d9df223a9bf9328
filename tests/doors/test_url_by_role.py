# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who gets in where: every address, tried by everybody."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from .doors import ADMIN, DOORS, HARMLESS, POSTS_BY_ROLE
from .house import ROLES, SECRETS, House, build, own_admin_patterns, patterns, rows

pytestmark = pytest.mark.django_db
OF_OWNERS = ("admin/bookings/", "admin/bookings/{order_number}/")
INLINE = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)=|<script(?![^>]*(src=|application/(ld\+)?json|importmap))", re.IGNORECASE)


@pytest.fixture
def house(db: None) -> House:
    return build()


def expected(answers: str) -> dict[str, int]:
    numbers = [int(number) for number in answers.split()]
    return dict(zip(ROLES, numbers if len(numbers) > 1 else numbers * len(ROLES), strict=True))


def test_no_address_is_missing_in_the_table() -> None:
    known = {pattern for pattern in patterns() if not pattern.startswith("admin/")}
    assert known - set(DOORS) == set(), "new addresses: say in tests/doors/doors.py who gets in"
    assert set(DOORS) - known == set(), "these are gone"


def test_no_address_of_our_own_in_the_admin_is_missing_in_the_table() -> None:
    """What Wagtail's classes make of our models is one rule (see below); views we wrote ourselves each need a row."""
    ours = {pattern for pattern in own_admin_patterns() if pattern not in HARMLESS}
    known = {re.sub(r"\{\w+\}", "<>", pattern) for pattern in ADMIN}
    assert ours, "the walk finds nothing"
    assert {re.sub(r"<[^>]+>", "<>", pattern) for pattern in ours} - known == set(), "say in tests/doors/doors.py who gets in"


def test_each_post_opens_for_whom_the_table_says_and_refusals_change_nothing(house: House) -> None:
    for role in ROLES:
        house.clients[role].get("/it/basket/")
    before, wrong = rows(), []
    for role in ROLES:
        for pattern, answers in POSTS_BY_ROLE.items():
            answer = house.clients[role].post(house.address(pattern), {"answer": "accept"})
            if answer.status_code != expected(answers)[role]:
                wrong.append(f"{role} {pattern}: {answer.status_code}, not {expected(answers)[role]} {answer.get('Location', '')}")
    assert not wrong, "\n".join(wrong)
    assert rows() == before


def test_each_door_opens_for_whom_the_table_says_and_looking_changes_nothing(house: House) -> None:
    wrong = []
    for role in ROLES:
        house.clients[role].get("/it/basket/")  # whoever is signed in has a basket from the first look on
    before = rows()
    for role in ROLES:
        for pattern, answers in [*DOORS.values(), *ADMIN.items()]:
            answer = house.clients[role].get(house.address(pattern))
            if answer.status_code != expected(answers)[role]:
                wrong.append(f"{role} {pattern}: {answer.status_code}, not {expected(answers)[role]} {answer.get('Location', '')}")
    assert not wrong, "\n".join(wrong)
    assert {name: count - before[name] for name, count in rows().items() if count != before[name]} == {}, "a GET has written"


def test_what_a_guest_booked_shows_only_behind_its_own_links(house: House) -> None:
    """Nobody, hosts and other people's hosts walk everywhere; the guest's name, address, phone and note appear nowhere but behind the
    secret links. The owner of the business reads who has booked there, and only the name.
    """
    secret = [
        address
        for _pattern, (address, _answers) in DOORS.items()
        if "{signed}" in address or "{token}" in address or "{request}" in address
    ]
    for role in ("nobody", "host", "other"):
        for address in [address for address, _answers in DOORS.values() if address not in secret] + list(ADMIN):
            if role == "host" and address.startswith("admin/bookings/"):
                continue  # whoever welcomes the guest reads who is coming
            answer = house.clients[role].get(house.address(address))
            text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode(errors="replace")
            known = SECRETS[:1] if role == "host" and address in OF_OWNERS else ()
            assert [word for word in SECRETS if word in text] == list(known), f"{role} at {address}"


def test_nobody_and_guests_get_nowhere_in_the_admin(house: House) -> None:
    opened = []
    for pattern in patterns():
        if not pattern.startswith("admin/") or pattern in HARMLESS:
            continue
        address = "/" + house.with_keys(pattern).replace("^", "").replace("$", "").replace("(.*)/", "x/").replace(".*", "x")
        for role in ("nobody", "guest"):
            answer = house.clients[role].get(address)
            if answer.status_code not in (301, 302, 403, 404, 405):
                opened.append(f"{role} {address}: {answer.status_code}")
    assert not opened, "\n".join(opened)


POSTS = [
    "it/holds/",
    "it/basket/1/extend/",
    "it/basket/1/remove/",
    "it/checkout/",
    "it/checkout/{token}/pay/",
    "it/checkout/{token}/change/",
    "it/bookings/{signed}/cancel/",
    "it/bookings/{signed}/guests/",
    "it/bookings/{signed}/message/",
    "it/requests/{request}/",
    "it/me/profile/",
    "it/me/data/download/",
    "it/me/data/erase/",
    "it/account/login/",
    "it/account/signup/",
    "it/account/logout/",
    "it/account/password/reset/",
    "it/account/email/",
]


@pytest.mark.parametrize("address", POSTS)
def test_a_form_without_its_token_is_refused_with_our_page(house: House, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = house.clients["guest"].cookies
    strict.get("/it/basket/")
    before = rows()
    answer = strict.post(house.address(address), {"answer": "accept", "promised": "160.00", "text": "x", "adults": 1})
    assert answer.status_code == 403
    assert '<html lang="it"' in answer.content.decode()
    assert rows() == before


def mutilated(word: str) -> list[str]:
    """One letter changed, cut short, made longer, without signature, and somebody else's."""
    flipped = ("A" if word[-2] != "A" else "B").join((word[:-2], word[-1]))
    return [flipped, word[:-1], word + "x", word.split(":")[0], "x", "%00", "a" * 3000]


@pytest.mark.parametrize(
    ("door", "key"),
    [
        ("it/bookings/{}/", "signed"),
        ("it/bookings/{}/cancel/", "signed"),
        ("it/bookings/{}/calendar.ics", "signed"),
        ("it/requests/{}/", "request"),
        ("it/checkout/{}/", "token"),
    ],
)
def test_a_forged_or_mutilated_link_is_a_page_that_is_not_there(house: House, door: str, key: str) -> None:
    real = str(house.values[key])
    assert house.clients["nobody"].get("/" + door.format(real)).status_code == 200
    for forged in mutilated(real):
        if forged != real:
            assert house.clients["root"].get("/" + door.format(forged)).status_code == 404, forged


def test_the_guests_link_does_not_open_the_hosts_door_nor_the_other_way_round(house: House) -> None:
    assert house.clients["guest"].get(f"/it/requests/{house.values['signed']}/").status_code == 404
    assert house.clients["host"].get(f"/it/bookings/{house.values['request']}/").status_code == 404
    for path in ("guests", "message", "cancel"):
        assert house.clients["host"].post(f"/it/bookings/{house.values['request']}/{path}/", {"text": "x"}).status_code == 404
    assert house.clients["guest"].post("/it/checkout/nobodys/pay/").status_code == 404


def test_my_bookings_are_mine(house: House) -> None:
    assert len(house.clients["guest"].get("/it/me/bookings/").context["cards"]) == 1
    for role in ("host", "other", "staff", "root"):
        assert len(house.clients[role].get("/it/me/bookings/").context["cards"]) == 0


def test_private_files_are_not_handed_out(house: House) -> None:
    closed = Collection.get_first_root_node().add_child(name="Uffici")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = get_document_model().objects.create(title="bando", collection=closed, file=ContentFile(b"riservato", name="bando.txt"))
    try:
        assert house.clients["nobody"].get(document.url).status_code == 302
        for path in (f"/media/{document.file.name}", "/media/original_images/a.jpg", "/media/"):
            assert house.clients["root"].get(path).status_code == 404, path
        assert house.clients["root"].get(f"/media/images/../{document.file.name}").status_code == 400
    finally:
        document.file.delete()


def test_every_public_page_keeps_strange_code_out(house: House) -> None:
    for address, answers in DOORS.values():
        answer = house.clients["nobody"].get(house.address(address))
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin", "no-referrer"), address
        if "html" not in answer.get("Content-Type", "") or not answer.content:
            continue
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy, address
        assert answer["X-Frame-Options"] in ("SAMEORIGIN", "DENY"), address
        found = INLINE.search(answer.content.decode())
        assert found is None, f"{address}: {found and found[0]} ({answers})"


@pytest.mark.parametrize(
    "address",
    ["it/checkout/%00/", "it/bookings/%00:x/", "it/requests/%00/", "api/v1/stays/%00", "it/stays/%00/", "it/%00/", "media/images/%00.jpg"],
)
def test_a_letter_the_database_does_not_know_is_not_found_and_no_failure(client: Client, ground: None, address: str) -> None:
    client.raise_request_exception = False
    assert client.get(f"/{address}").status_code in (400, 404, 422)
