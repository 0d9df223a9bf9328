# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import hashlib
import logging
from datetime import timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..models import OutgoingMail

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 8
# Longer than a mail server may take; a worker that dies within it has its mails sent by another afterwards.
CLAIMED_FOR = timedelta(minutes=10)
State = OutgoingMail.State


def send_mails(*, limit: int = 50) -> int:
    """Send up to `limit` waiting mails, each in a transaction of its own; how many were accepted by the mail server.

    Any number of workers may run: each claims mails that no other has (SKIP LOCKED) and holds no lock while it speaks to the
    mail server. A mail that cannot be sent is tried again after 1, 2, 4, … minutes, and given up after eight times.
    """
    sent = 0
    server: BaseEmailBackend | None = None
    for _ in range(limit):
        mail = _claim()
        if mail is None:
            break
        server = server or get_connection()
        sent += _send(mail, server)
    if server is not None:
        server.close()
    return sent


def _claim() -> OutgoingMail | None:
    """The next mail that is due, made invisible for others for a while; None when nothing waits."""
    now = timezone.now()
    with transaction.atomic():
        waiting = OutgoingMail.objects.select_for_update(skip_locked=True).filter(state=State.WAITING, next_attempt_at__lte=now)
        mail = waiting.order_by("next_attempt_at", "pk").first()
        if mail is not None:
            mail.attempts += 1
            mail.next_attempt_at = now + CLAIMED_FOR
            mail.save(update_fields=["attempts", "next_attempt_at"])
    return mail


def _send(mail: OutgoingMail, server: BaseEmailBackend) -> bool:
    try:
        accepted = message_of(mail, server).send()
    except Exception as cause:  # whatever a mail server or a broken address can raise: the others shall still be sent
        logger.warning("mail not sent", extra={"mail": mail.pk, "attempt": mail.attempts, "cause": type(cause).__name__})
        _postpone(mail, type(cause).__name__)
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(state=State.SENT, sent_at=timezone.now(), error="")
    return bool(accepted)


def _postpone(mail: OutgoingMail, error: str) -> None:
    if mail.attempts >= MOST_ATTEMPTS:
        OutgoingMail.objects.filter(pk=mail.pk).update(state=State.FAILED, error=error)
        return
    pause = timedelta(minutes=2 ** (mail.attempts - 1))
    OutgoingMail.objects.filter(pk=mail.pk).update(next_attempt_at=timezone.now() + pause, error=error)


def message_of(mail: OutgoingMail, server: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The mail as it leaves: text always, HTML beside it. The Message-ID is the same at every attempt."""
    headers = {"Message-ID": _message_id(mail), "Auto-Submitted": "auto-generated", "Content-Language": mail.language}
    if mail.unsubscribe:
        headers |= {"List-Unsubscribe": f"<{mail.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=headers,
        connection=server,
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for attachment in mail.attachments:
        message.attach(attachment["name"], attachment["content"], attachment["mime_type"])
    return message


def _message_id(mail: OutgoingMail) -> str:
    from email.utils import parseaddr

    from django.conf import settings

    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{hashlib.sha256(mail.dedupe_key.encode()).hexdigest()[:32]}@{domain}>"


def retry_failed(*, mail: OutgoingMail) -> bool:
    """Give a mail that was given up its eight attempts again; False if it was not given up."""
    fresh = {"state": State.WAITING, "attempts": F("attempts") * 0, "next_attempt_at": timezone.now()}
    return bool(OutgoingMail.objects.filter(pk=mail.pk, state=State.FAILED).update(**fresh))
