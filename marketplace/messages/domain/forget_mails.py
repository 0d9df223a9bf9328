# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime

from ..models import OutgoingMail


def forget_mails(*, before: datetime) -> int:
    """Erase what mails said and to whom, of those sent or given up and written before that instant; how many.

    The key stays, so that a cause never mails twice.
    """
    old = OutgoingMail.objects.filter(created_at__lt=before).exclude(state=OutgoingMail.State.WAITING).exclude(to="")
    return old.update(to="", subject="", text="", html="", attachments=[], reply_to="")
