# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Free text is personal data: it stands once, in the conversation of its order, where it is erased in time. Audit log and payment refer to it."""

from oscar.apps.order.models import Order

from marketplace.messages.models import GuestMessage

PREFIX = "message-"


def keep_reason(*, order: Order, sender: str, text: str) -> str:
    """Keep what guest or host wrote as a reason; the reference to it, as “message-17”, or an empty one for an empty text.

    Tells nobody: the mail of the decision carries the words.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        return ""
    return f"{PREFIX}{GuestMessage.objects.create(order=order, sender=sender, text=text).pk}"


def reason_of(reference: str) -> str:
    """The words behind a reference; empty when they were erased."""
    number = reference.removeprefix(PREFIX)
    if not reference.startswith(PREFIX) or not number.isdigit():
        return ""
    return GuestMessage.objects.filter(pk=int(number)).values_list("text", flat=True).first() or ""
