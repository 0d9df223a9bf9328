# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a guest does before the checkout: holds things."""

from datetime import timedelta
from typing import Any

from marketplace.booking.domain.hold_nights import hold_nights
from marketplace.booking.models import Hold
from marketplace.checkout.domain.start_checkout import Customer, start_checkout
from marketplace.checkout.models import Checkout
from tests.factories import make_unit, today

ANNA = Customer(email="anna@posta.example", name="Anna Rossi", phone="+39 333 0000000", language="it", note="Arriviamo in treno.")


def hold(unit: Any = None, *, start: int = 30, nights: int = 2) -> Hold:
    check_in = today() + timedelta(days=start)
    return hold_nights(unit=unit or make_unit(), check_in=check_in, check_out=check_in + timedelta(days=nights), adults=2)


def book(*holds: Hold, customer: Customer = ANNA, user: Any = None) -> Checkout:
    return start_checkout(tokens=[held.token for held in holds], customer=customer, user=user)
