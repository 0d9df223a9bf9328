# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ..models import OutgoingMail


def forget_mails(*, before: datetime, causes: str = "") -> int:
    """Erase what mails said and to whom, of those sent or given up and written before that instant; how many. `causes` is how
    their key begins, if not all are meant.

    The key stays, so that a cause never mails twice.
    """
    old = (
        OutgoingMail.objects.filter(created_at__lt=before, dedupe_key__startswith=causes)
        .exclude(state=OutgoingMail.State.WAITING)
        .exclude(to="")
    )
    return empty_mails(old)


def empty_mails(mails: QuerySet[OutgoingMail], **also: Any) -> int:
    """Take address and words out of these mails; how many."""
    return mails.update(to="", subject="", text="", html="", attachments=[], reply_to="", unsubscribe="", error="", **also)
