# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from ..models import User
from ..signals import erasure_wanted, user_erased
from .record_audit import record_audit


def erase_user(*, user: User) -> None:
    """Erase a person's account and, by signal, what the rooms hold, but for what the law makes them keep.

    The row stays, empty and closed, since orders and the audit log point to it. Raises `Refused` when a room objects
    (a booking still to come). Source: Reg. (EU) 2016/679 art. 17.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        erasure_wanted.send(sender=User, user=user)
        user_erased.send(sender=User, user=user)
        EmailAddress.objects.filter(user=user).delete()
        Authenticator.objects.filter(user=user).delete()
        user.groups.clear()
        user.email = f"erased-{user.pk}@erased.invalid"
        user.full_name = user.phone = ""
        user.is_active = user.is_staff = user.is_superuser = False
        user.erased_at = timezone.now()
        user.set_unusable_password()
        user.save()
        record_audit(thing="user", thing_id=user.pk, verb="erase", actor_label="the person")
