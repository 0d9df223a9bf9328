# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What this room does when others say something: who signs in gets what was begun in this browser, a fee paid is settled."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from marketplace.accounts.models import User
from marketplace.payments.signals import fee_paid

from .artist.keys import hashes_in
from .domain.claim_applications import claim_applications
from .domain.pay_fee import settle_fee


@receiver(user_logged_in)
def bring_drafts_along(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    if request is not None and (hashes := hashes_in(request)):
        claim_applications(user=user, key_hashes=hashes)


@receiver(fee_paid)
def settle_application_fee(sender: Any, about: str, **kwargs: Any) -> None:
    settle_fee(number=about)
