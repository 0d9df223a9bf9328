# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room holds about a person besides the account itself: open sessions and the admin's profile."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.utils import timezone
from wagtail.users.models import UserProfile

from .models import AuditEntry, User
from .signals import personal_data_wanted, user_erased


def sessions_of(user: User) -> list[Session]:
    """Where the person is signed in. Sessions are sealed, so each open one is looked into."""
    open_ones = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    return [session for session in open_ones if session.get_decoded().get("_auth_user_id") == str(user.pk)]


@receiver(personal_data_wanted)
def give_account(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    return "sign_in", {
        "addresses": [
            {"email": address.email, "verified": address.verified, "primary": address.primary}
            for address in EmailAddress.objects.filter(user=user).order_by("pk")
        ],
        "second_steps": list(Authenticator.objects.filter(user=user).order_by("pk").values_list("type", flat=True)),
        "open_sessions_until": [session.expire_date.isoformat() for session in sessions_of(user)],
        "acts": [
            {"at": entry.at.isoformat(), "thing": entry.thing, "number": entry.thing_id, "verb": entry.verb}
            for entry in AuditEntry.objects.filter(actor=user).order_by("pk")
        ],
    }


@receiver(user_erased)
def erase_sessions(sender: Any, user: User, **kwargs: Any) -> None:
    for session in sessions_of(user):
        session.delete()
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            profile.avatar.delete(save=False)
        profile.delete()
