# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Mails to and about a person: what they were is given; erased, a row stays without words so that nothing is sent twice."""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from marketplace.accounts.models import User
from marketplace.accounts.signals import personal_data_wanted, user_erased

from .domain.forget_mails import empty_mails
from .models import OutgoingMail


@receiver(personal_data_wanted)
def give_mails(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    mails = OutgoingMail.objects.filter(to__iexact=user.email).order_by("pk")
    return "mails", [{"at": mail.created_at.isoformat(), "subject": mail.subject, "state": mail.state} for mail in mails]


@receiver(user_erased)
def erase_mails(sender: Any, user: User, **kwargs: Any) -> None:
    """What waits for the person is not sent any more; copies for hosts that name the person lose their words, once sent."""
    empty_mails(OutgoingMail.objects.filter(to__iexact=user.email, state=OutgoingMail.State.WAITING), state=OutgoingMail.State.FAILED)
    empty_mails(
        OutgoingMail.objects.filter(Q(to__iexact=user.email) | Q(reply_to__iexact=user.email)).exclude(state=OutgoingMail.State.WAITING)
    )
