# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.models import Order

from marketplace.accounts.models import User
from marketplace.errors import Refused

from ..models import GuestMessage
from ..signals import message_written

LONGEST = 4000


def write_message(*, order: Order, sender: str, text: str, user: User | None = None) -> GuestMessage:
    """Add a line to the conversation about an order; `sender` is `guest` or `host`. Sends `message_written` in the same
    transaction, so that a receiver may mail the other side. Raises Refused for an empty or overlong text.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refused(_("Please write something."), code="empty-message")
    if len(text) > LONGEST:
        raise Refused(_("A message can have %(most)d characters at most.") % {"most": LONGEST}, code="message-too-long")
    with transaction.atomic():
        message = GuestMessage.objects.create(order=order, sender=GuestMessage.Sender(sender), text=text, user=user)
        message_written.send(sender=GuestMessage, message=message)
    return message
