# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from oscar.apps.order.models import Order

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User

from ..errors import WrongState
from ..states import KEEPS_NIGHTS, ORDER_TRANSITIONS
from .free_order import free_order


def set_order_state(*, order: Order, state: str, actor: User | None = None, actor_label: str = "", why: str = "") -> Order:
    """Bring an order into another state, by the table of transitions, under its row lock, into the audit log (thing `order`, its number).

    A state that keeps no nights frees them in the same transaction. Raises `WrongState`. Also sets `order.status` of the instance given.
    """
    with transaction.atomic():
        locked = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
        before = locked.status
        if state not in ORDER_TRANSITIONS.get(before, frozenset()):
            raise WrongState(_("This is no longer possible for this booking."), state=before, wanted=str(state))
        locked.status = order.status = str(state)
        locked.save(update_fields=["status"])
        record_audit(
            thing="order",
            thing_id=locked.number,
            verb="set_order_state",
            actor=actor,
            actor_label=actor_label,
            before=before,
            after=str(state),
            why=why,
        )
        if state not in KEEPS_NIGHTS:
            free_order(order=locked)
        return locked
