# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A notice of illegal content reaches staff, is decided once with reasons, and everybody concerned is told (DSA, art. 16 and 17)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from catalogue.models import Stay
from frontend.setup import prepare_site
from marketplace.accounts.models import AuditEntry, User
from marketplace.compliance.domain.decide_notice import decide_notice
from marketplace.compliance.domain.erase_expired import erase_expired
from marketplace.compliance.domain.record_notice import record_notice
from marketplace.compliance.models import IllegalContentNotice
from marketplace.errors import Conflict, Refused
from marketplace.messages.models import OutgoingMail

from .. import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client, ground: None) -> User:
    prepare_moderation()
    user = make.make_user(language="de")
    user.groups.add(user.groups.model.objects.get(name=STAFF_GROUP))
    client.force_login(user)
    return user


def report(stay: Stay, language: str = "en", **fields: Any) -> IllegalContentNotice:
    told = {"reason": "It is not his house.", "name": "Ann", "email": "ann@mail.example", "good_faith": True}
    return record_notice(url=f"http://127.0.0.1:8000/{language}/stays/{stay.slug}/", language=language, **{**told, **fields})


def mail(key: str) -> OutgoingMail:
    return OutgoingMail.objects.get(dedupe_key__startswith=key)


def send(client: Client, notice: IllegalContentNotice, **fields: Any) -> Any:
    return client.post(reverse("illegal_content:edit", args=[notice.pk]), fields)


def test_staff_hear_of_a_notice_in_their_language_with_the_place_to_decide(staff: User) -> None:
    notice = report(make.make_stay())
    told = mail("notice-staff-")
    assert (told.to, told.language) == (staff.email, "de")
    assert reverse("illegal_content:edit", args=[notice.pk]) in told.text


def test_upheld_the_listing_goes_and_both_sides_learn_why(client: Client, staff: User) -> None:
    stay = make.make_stay(business=make.make_business(language="it"))
    notice = report(stay)
    assert client.get(f"/en/stays/{stay.slug}/").status_code == 200
    response = send(client, notice, outcome="upheld", ground="art. 640 c.p.", decision="Il catasto dà un altro nome.")
    assert response.status_code == 302, response.context["form"].errors
    assert not Stay.objects.get(pk=stay.pk).live
    assert client.get(f"/en/stays/{stay.slug}/").status_code in (404, 410)
    notice.refresh_from_db()
    assert (notice.outcome, notice.decided_by) == ("upheld", staff)
    assert notice.decided_at is not None
    sender, host = mail("notice-decided-"), mail("statement-of-reasons-")
    assert (sender.to, sender.language) == ("ann@mail.example", "en")
    assert (host.to, host.language) == (stay.business.email, "it")
    for text in (sender.text, host.text):
        assert "Il catasto dà un altro nome." in text
        assert "art. 640 c.p." in text
        assert "2022/2065" in text
    assert notice.name not in host.text
    assert list(AuditEntry.objects.filter(verb__in=["decide", "take-down"]).order_by("pk").values_list("thing", "after")) == [
        ("notice", "upheld"),
        ("stay", "taken down"),
    ]


def test_rejected_the_listing_stays_and_only_the_sender_is_told(client: Client, staff: User) -> None:
    stay = make.make_stay()
    response = send(client, report(stay), outcome="rejected", decision="The deed is in his name.")
    assert response.status_code == 302, response.context["form"].errors
    assert Stay.objects.get(pk=stay.pk).live
    assert "The deed is in his name." in mail("notice-decided-").text
    assert not OutgoingMail.objects.filter(dedupe_key__startswith="statement-").exists()


@pytest.mark.parametrize("fields", [{"decision": "", "outcome": "rejected"}, {"decision": "x"}, {"decision": "x", "outcome": "upheld"}])
def test_no_decision_without_reasons_nor_upheld_without_a_ground(client: Client, staff: User, fields: dict[str, str]) -> None:
    notice = report(make.make_stay())
    response = send(client, notice, **fields)
    assert response.status_code == 200
    assert response.context["form"].errors
    notice.refresh_from_db()
    assert notice.decided_at is None


def test_a_notice_is_decided_once(client: Client, staff: User) -> None:
    notice = report(make.make_stay())
    decide_notice(notice=notice, uphold=False, reason="no", actor=staff)
    with pytest.raises(Conflict):
        decide_notice(notice=notice, uphold=True, reason="yes", ground="x", actor=staff)
    assert send(client, notice, outcome="upheld", ground="x", decision="yes").status_code in (200, 302)
    notice.refresh_from_db()
    assert notice.outcome == "rejected"
    with pytest.raises(Refused):
        decide_notice(notice=notice, uphold=False, reason=" ", actor=staff)


def test_a_year_after_the_decision_the_sender_is_forgotten(staff: User) -> None:
    notice = report(make.make_stay())
    decide_notice(notice=notice, uphold=False, reason="no", actor=staff)
    erase_expired(now=timezone.now() + timedelta(days=360))
    notice.refresh_from_db()
    assert notice.name == "Ann"
    erase_expired(now=timezone.now() + timedelta(days=366))
    notice.refresh_from_db()
    assert (notice.name, notice.email) == ("", "")


def test_only_staff_read_and_decide(client: Client, staff: User) -> None:
    notice = report(make.make_stay())
    assert client.get(reverse("illegal_content:index")).status_code == 200
    assert client.get(reverse("illegal_content:edit", args=[notice.pk])).status_code == 200
    client.force_login(make.make_member(make.make_business()))
    assert client.get(reverse("illegal_content:index")).status_code == 403
    assert send(client, notice, outcome="rejected", decision="x").status_code == 403


def test_too_many_notices_from_one_address_wait_a_minute(client: Client, ground: None, settings: Any) -> None:
    prepare_site()
    settings.MARKETPLACE_RATE_LIMITS = True
    from frontend.models import LegalPage

    page = LegalPage.objects.get(kind="notice", locale__language_code="en")
    statuses = [client.post(page.url, {}).status_code for _number in range(6)]
    assert statuses == [400, 400, 400, 400, 400, 429]
    assert client.get(page.url).status_code == 200
