# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Mails are written with their cause, leave after commit, once, in the language of who gets them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as post_office
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult

from marketplace.messages.domain.forget_mails import forget_mails
from marketplace.messages.domain.queue_mail import queue_mail
from marketplace.messages.domain.send_mails import MOST_ATTEMPTS, retry_failed, send_mails
from marketplace.messages.models import OutgoingMail

pytestmark = pytest.mark.django_db


def write(key: str = "prova-1", **more: Any) -> OutgoingMail | None:
    values: dict[str, Any] = {
        "to": "anna@posta.example",
        "language": "it",
        "template": "prova/mail/hello",
        "context": {"name": "L'orto & Anna", "at": datetime(2026, 7, 1, 13, 0, tzinfo=UTC)},
    }
    return queue_mail(dedupe_key=key, **{**values, **more})


def test_a_mail_is_rendered_in_the_language_and_hour_of_its_reader() -> None:
    with translation.override("en"), timezone.override(UTC):
        mail = write(language="de")
    assert mail is not None
    assert mail.subject == "Freitag L'orto & Anna"
    assert mail.text == "L'orto & Anna: 15:00, de, Oltrepò\n"
    assert '<html lang="de">' in mail.html
    assert "L&#x27;orto &amp; Anna" in mail.html


def test_a_room_without_an_html_file_mails_text() -> None:
    mail = write(template="prova/mail/bare")
    assert mail is not None
    assert (mail.text, mail.html) == ("Solo testo\n", "")


def test_a_cause_mails_once() -> None:
    assert write() is not None
    assert write() is None
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_no_mail_leaves_when_its_transaction_is_undone() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        write()
        raise ZeroDivisionError
    assert send_mails() == 0
    assert (OutgoingMail.objects.count(), DBTaskResult.objects.count(), len(post_office.outbox)) == (0, 0, 0)

    with transaction.atomic():
        write()
        assert DBTaskResult.objects.count() == 0, "not before commit"
    assert DBTaskResult.objects.count() == 1


def test_a_mail_leaves_with_text_html_attachment_and_a_way_to_answer() -> None:
    calendar = {"name": "soggiorno.ics", "mime_type": "text/calendar", "content": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}
    write(attachments=[calendar], reply_to="host@posta.example")
    assert send_mails() == 1
    (sent,) = post_office.outbox
    assert (sent.to, sent.reply_to) == (["anna@posta.example"], ["host@posta.example"])
    assert sent.alternatives[0].mimetype == "text/html"
    assert sent.attachments[0].filename == "soggiorno.ics"
    message = sent.message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@oltrepo.example>")
    assert send_mails() == 0
    assert OutgoingMail.objects.get().state == "sent"


class NoServer(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise OSError("no mail server")


def test_a_mail_that_cannot_be_sent_waits_longer_each_time_and_is_given_up(settings: Any) -> None:
    write()
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"
    mail = OutgoingMail.objects.get()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        before = timezone.now()
        assert send_mails() == 0
        mail.refresh_from_db()
        assert mail.attempts == attempt
        if attempt < MOST_ATTEMPTS:
            assert mail.next_attempt_at - before >= timedelta(minutes=2 ** (attempt - 1))
            assert send_mails() == 0, "not due"
            OutgoingMail.objects.update(next_attempt_at=timezone.now())
    assert (mail.state, mail.error) == ("failed", "OSError")

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_mails() == 0
    assert retry_failed(mail=mail)
    assert send_mails() == 1


def test_one_mail_that_fails_does_not_stop_the_others() -> None:
    write("prova-1", reply_to="anna@posta.example\nBcc: tutti@posta.example")
    write("prova-2")
    assert send_mails() == 1
    assert [mail.to for mail in post_office.outbox] == [["anna@posta.example"]]


def test_a_worker_that_died_leaves_its_mail_to_another() -> None:
    mail = write()
    assert mail is not None
    OutgoingMail.objects.update(attempts=1, next_attempt_at=timezone.now() + timedelta(minutes=10))  # claimed
    assert send_mails() == 0
    OutgoingMail.objects.update(next_attempt_at=timezone.now())
    assert send_mails() == 1


def test_only_so_many_leave_at_once() -> None:
    for number in range(5):
        write(f"prova-{number}")
    assert [send_mails(limit=2), send_mails(limit=2), send_mails(limit=2)] == [2, 2, 1]


def test_half_a_year_later_a_mail_is_forgotten_but_not_its_cause() -> None:
    write("prova-1")
    send_mails()
    write("prova-2")
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(days=200))
    assert forget_mails(before=timezone.now() - timedelta(days=180)) == 1, "what still waits is not forgotten"
    forgotten = OutgoingMail.objects.get(dedupe_key="prova-1")
    assert (forgotten.to, forgotten.subject, forgotten.text, forgotten.html) == ("", "", "", "")
    assert write("prova-1") is None
    assert forget_mails(before=timezone.now() - timedelta(days=180)) == 0
