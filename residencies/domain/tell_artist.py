# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from marketplace.messages.domain.queue_mail import queue_mail

from ..models import Application, Entry


def tell_submitted(*, application: Application, entry: Entry) -> None:
    """What was handed in has arrived: once for each revision, with the way to the page and its PDF. In the caller's transaction."""
    _tell("submitted", application, f"{entry.pk}-{entry.sent_revision}", stage=entry.stage)


def tell_withdrawn(*, application: Application) -> None:
    """The application was taken back."""
    _tell("withdrawn", application, "")


def _tell(what: str, application: Application, once: str, **more: object) -> None:
    user = application.user
    if user is None:
        return
    with override(user.language):
        page = settings.SITE_URL.rstrip("/") + reverse("residencies:application", args=[application.number])
    queue_mail(
        dedupe_key=f"application-{application.number}-{what}-{once}",
        to=user.email,
        language=user.language,
        template=f"residencies/mail/{what}",
        context={"application": application, "call": application.call, "page": page, **more},
    )
