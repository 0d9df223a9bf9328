# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Guest and host write to each other about an order."""

from typing import Any

import pytest
from oscar.apps.order.models import Order

from marketplace.errors import Refused
from marketplace.messages.domain.write_message import LONGEST, write_message
from marketplace.messages.models import GuestMessage
from marketplace.messages.signals import message_written
from tests.payments.shop import order_nights

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    return order_nights()


def test_what_is_written_is_kept_in_order_and_told(order: Order) -> None:
    told: list[Any] = []

    def hear(message: GuestMessage, **more: Any) -> None:
        told.append(message.text)

    message_written.connect(hear)
    write_message(order=order, sender="guest", text="  Arriviamo alle 18. ")
    write_message(order=order, sender="host", text="Bene!")
    message_written.disconnect(hear)
    assert [message.text for message in order.guest_messages.all()] == told == ["Arriviamo alle 18.", "Bene!"]


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(order: Order, text: str) -> None:
    with pytest.raises(Refused) as refusal:
        write_message(order=order, sender="guest", text=text)
    assert refusal.value.status == 422
    assert not order.guest_messages.exists()


def test_a_stranger_has_no_voice(order: Order) -> None:
    with pytest.raises(ValueError, match="stranger"):
        write_message(order=order, sender="stranger", text="Ciao")
