# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from marketplace.booking.states import OrderState
from marketplace.errors import Refused

from ..models import Payment
from ..queries import allocations_to_converge, events_to_process, payments_to_look_at
from .cancel_authorisation import cancel_authorisation
from .capture_payment import capture_payment
from .converge_allocation import converge_allocation
from .expire_payment import expire_payment
from .process_event import process_event
from .reconcile_payment import reconcile_payment
from .want import want

logger = logging.getLogger(__name__)
ACTOR = "sweep"


def sweep_payments(*, now: datetime | None = None, limit: int = 200) -> int:
    """Go after everything a webhook, a page or a task may have missed; how many things were looked at.

    Called with no transaction open. One that fails is logged and does not stop the others; it is tried again next time.
    """
    now = now or timezone.now()
    seen = _each(payments_to_look_at(now=now)[:limit], lambda payment: _look_after(payment, now))
    seen += _each(events_to_process(now=now)[:limit], lambda event: process_event(event=event))
    seen += _each(allocations_to_converge(now=now)[:limit], lambda allocation: converge_allocation(allocation=allocation))
    return seen


def _each(things: Iterable[Any], act: Callable[[Any], object]) -> int:
    seen = 0
    for thing in things:
        seen += 1
        try:
            act(thing)
        except Refused as refusal:
            logger.info("sweep postponed", extra={"thing": repr(thing), "code": refusal.code})
        except Exception:
            logger.exception("sweep failed", extra={"thing": repr(thing)})
    return seen


def _look_after(payment: Payment, now: datetime) -> Payment:
    order = payment.allocations.select_related("order").first()
    if payment.state == Payment.State.AUTHORISED and order is not None:
        return _look_after_request(payment, order.order, now)
    if payment.state == Payment.State.OPEN and (payment.wanted or payment.expires_at + timedelta(minutes=1) <= now):
        return expire_payment(payment=payment, actor_label=ACTOR)
    return reconcile_payment(payment=payment, actor_label=ACTOR)


def _look_after_request(payment: Payment, order: Any, now: datetime) -> Payment:
    if not payment.wanted and payment.respond_by and payment.respond_by <= now:
        payment = want(order=order, wanted=Payment.Wanted.EXPIRE, states=[OrderState.REQUESTED], actor=None, actor_label=ACTOR)
    if payment.wanted == Payment.Wanted.CAPTURE:
        return capture_payment(order=order, actor_label=ACTOR)
    if payment.wanted:
        return cancel_authorisation(order=order, actor_label=ACTOR)
    return reconcile_payment(payment=payment, actor_label=ACTOR)
