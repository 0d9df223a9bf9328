# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User

from ..errors import TooLate
from ..models import Application, Call, Stage
from ..queries.applications import application_of
from .check_open import is_open
from .database_now import database_now

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without those that look alike


def begin_application(*, call: Call, stage: Stage, user: User | None, key_hash: str) -> Application:
    """The draft of this person, or of whoever has the key, for this call; the one there is, if there is one.

    Raises `TooLate` outside the call's time.
    """
    if not is_open(call=call, stage=stage, now=database_now()):
        raise TooLate(_("This call takes no applications now."))
    for _try in range(5):
        if found := application_of(call=call, user=user, key_hash=key_hash):
            return found
        try:
            with transaction.atomic():
                return Application.objects.create(
                    call=call,
                    number=f"A-{get_random_string(6, LETTERS)}",
                    user=user,
                    key_hash="" if user else key_hash,
                    fee_state=Application.Fee.DUE if call.fee else Application.Fee.NONE,
                )
        except IntegrityError:  # begun twice at once, or a number that exists
            continue
    raise TooLate(_("This could not be saved. Please try again."))
