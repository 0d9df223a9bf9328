# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What was handed in can be taken home, as PDF and as data; erased, nothing of the person remains, and statistics stay."""

import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.domain.erase_user import erase_user
from marketplace.accounts.domain.export_personal_data import export_personal_data
from marketplace.accounts.models import AuditEntry
from marketplace.messages.models import OutgoingMail
from residencies.domain.forget_applications import forget_applications
from residencies.models import AnswerFile, Application, Call, CoApplicant, Entry

from .applying import PROJECT, browser_of, call_with_form, make_artist, send, submitted

pytestmark = pytest.mark.django_db
LEAKS = ("Segreti", "nives@posta.example", "333 1234567", "La riva", "forno acceso")


def all_that_is_kept():
    models = (Application, Entry, AnswerFile, CoApplicant, OutgoingMail, AuditEntry)
    return "\n".join(serializers.serialize("json", model.objects.all(), ensure_ascii=False) for model in models)


def test_the_receipt_is_a_pdf_with_all_that_was_sent_in_any_script(ground):
    call, artist = call_with_form(), make_artist()
    mine = browser_of(artist)
    send(mine, call, "submit", name="Νίβες Сегрети", **{f"q-{PROJECT}": "Глина и туман 🎨 \u202e"})
    number = Application.objects.get().number
    answer = mine.get(reverse("residencies:receipt", args=[number]))
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    assert len(answer.content) > 5_000
    assert browser_of(make_artist()).get(reverse("residencies:receipt", args=[number])).status_code == 404


def test_a_draft_has_no_receipt(ground):
    call, artist = call_with_form(), make_artist()
    send(browser_of(artist), call)
    assert browser_of(artist).get(reverse("residencies:receipt", args=[Application.objects.get().number])).status_code == 404


def test_her_data_has_all_she_wrote(ground):
    application = submitted(call_with_form())
    given = json.dumps(export_personal_data(user=application.user), ensure_ascii=False)
    assert all(text in given for text in LEAKS)
    assert "Segreti" not in json.dumps(export_personal_data(user=make_artist()))


def test_with_the_account_everything_she_wrote_goes(ground):
    application = submitted(call_with_form())
    assert all(text in all_that_is_kept() for text in LEAKS)
    erase_user(user=application.user)
    assert not [text for text in LEAKS if text in all_that_is_kept()]
    application.refresh_from_db()
    assert (application.state, application.user, application.country) == ("withdrawn", None, "IT")
    assert not OutgoingMail.objects.filter(state="waiting").exists()


def test_after_the_months_of_the_call_it_is_made_anonymous_and_still_counts(ground):
    call = call_with_form(retention_months=3)
    application = submitted(call)
    Call.objects.update(opens_at=timezone.now() - timedelta(days=200), deadline_at=timezone.now() - timedelta(days=100))
    forget_applications(now=call.publication_at + timedelta(days=80))
    assert "Segreti" in all_that_is_kept()
    assert forget_applications(now=call.publication_at + timedelta(days=100)) == 1
    assert not [text for text in LEAKS if text in all_that_is_kept()]
    assert Application.objects.get().discipline == "visual_arts"
    assert Application.objects.get().submitted_at == application.submitted_at
    assert forget_applications(now=call.publication_at + timedelta(days=100)) == 0


def test_a_draft_goes_a_month_after_the_deadline(ground):
    call = call_with_form()
    send(browser_of(), call)
    assert forget_applications(now=call.deadline_at + timedelta(days=29)) == 0
    assert forget_applications(now=call.deadline_at + timedelta(days=31)) == 1
    assert not [text for text in LEAKS if text in all_that_is_kept()]


def test_who_lives_here_is_not_forgotten(ground):
    call = call_with_form()
    submitted(call)
    Application.objects.update(state="awarded")
    assert forget_applications(now=call.publication_at + timedelta(days=2_000)) == 0
