# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""allauth's hooks, ours where the house differs: mails go through the outbox, a new account keeps the page's language."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from marketplace.clients import address_of
from marketplace.messages.domain.queue_mail import queue_mail

from .letters import LETTERS
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """allauth's hooks, ours where the house differs."""

    def new_user(self, request: HttpRequest) -> User:
        user: User = super().new_user(request)
        user.language = _page_language()
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox. Codes and links answer the page that is open and speak its language; news about the account speak the person's."""
        name = template_prefix.rpartition("/")[2]
        letter = LETTERS[name]
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = user.language if user and letter.is_news else _page_language()
        button = next((context[key] for key in letter.link_from if context.get(key)), "")
        queue_mail(
            dedupe_key=f"account-{name}-{uuid.uuid4().hex}",
            to=email,
            language=language,
            template="accounts/mail/letter",
            context={
                "letter": letter,
                "name": user.first_name if user else "",
                "code": context.get("code", ""),
                "button": button,
                "old_email": context.get("from_email") or context.get("deleted_email", ""),
                "new_email": context.get("to_email", ""),
            },
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits count by; never refused for want of one (a Unix socket has none)."""
        return address_of(request) or "0.0.0.0"  # noqa: S104 - a word for “unknown”, nothing listens here


def _page_language() -> str:
    return (get_language() or "it")[:2]
