# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone, translation

from ..models import OutgoingMail


def queue_mail(
    *,
    dedupe_key: str,
    to: str,
    language: str,
    template: str,
    context: Mapping[str, Any],
    attachments: Sequence[Mapping[str, str]] = (),
    reply_to: str = "",
    unsubscribe: str = "",
) -> OutgoingMail | None:
    """Write a mail into the outbox, in the caller's transaction; it leaves after commit. None if this cause has mailed before.

    `template` names three files: `<template>_subject.txt`, `<template>.txt` and, if there is one, `<template>.html` (extending
    `messages/mail/base.html`). They are rendered here and now, in `language`, with clock times of Europe/Rome, and know besides the
    context `subject`, `language`, `site_name` and `site_url`. Attachments are `{"name", "mime_type", "content"}` with text content. `unsubscribe` is
    an address to which a mail programme may POST to end such mails (RFC 8058).
    """
    if OutgoingMail.objects.filter(dedupe_key=dedupe_key).exists():
        return None
    subject, text, html = render_mail(language=language, template=template, context=context)
    mail, created = OutgoingMail.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "to": to,
            "language": language,
            "subject": subject,
            "text": text,
            "html": html,
            "attachments": [dict(attachment) for attachment in attachments],
            "reply_to": reply_to,
            "unsubscribe": unsubscribe,
        },
    )
    if created:
        _send_on_commit()
    return mail if created else None


def render_mail(*, language: str, template: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    """Subject, text and HTML ("" without one) as `queue_mail` would write them now; for previews. Nothing is written."""
    with translation.override(language), timezone.override(settings.TIME_ZONE):
        return _render(template, {**context, "language": language})


def _render(template: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    known = {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL, **context}
    subject = " ".join(_plain(f"{template}_subject.txt", known).split())[:200]
    known["subject"] = subject
    text = _plain(f"{template}.txt", known).strip() + "\n"
    try:
        html = get_template(f"{template}.html")
    except TemplateDoesNotExist:
        return subject, text, ""
    return subject, text, html.render(known)


def _plain(name: str, context: Mapping[str, Any]) -> str:
    """A text file is no HTML: an apostrophe stays an apostrophe."""
    template: Any = get_template(name)
    return str(template.template.render(Context(dict(context), autoescape=False)))


def _send_on_commit() -> None:
    from ..tasks import send

    transaction.on_commit(lambda: send.enqueue())
