# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from oscar.apps.order.models import Order

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.messages.models import GuestMessage

from ..errors import AlreadyAnswered
from ..models import Payment
from .keep_reason import keep_reason

Wanted = Payment.Wanted


def want(*, order: Order, wanted: Payment.Wanted, states: Collection[str], actor: User | None, actor_label: str, why: str = "") -> Payment:
    """Write down what Stripe shall be asked to do about the payment of `order`; the first wish counts, repeating it is allowed.

    Decided under the payment's row lock and written to the audit log with who asked for it. Raises AlreadyAnswered if the
    order is in none of `states`, something else is wanted already, or a host accepts after the deadline.
    """
    with transaction.atomic():
        payment = Payment.objects.select_for_update().get(allocations__order=order)
        current = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
        late = bool(wanted == Wanted.CAPTURE and payment.respond_by and payment.respond_by <= timezone.now())
        if current.status not in states or payment.wanted not in ("", wanted) or late:
            raise AlreadyAnswered
        if not payment.wanted:
            sender = GuestMessage.Sender.GUEST if wanted == Wanted.CANCEL else GuestMessage.Sender.HOST
            reason = keep_reason(order=current, sender=sender, text=why)
            payment.wanted, payment.wanted_why = wanted, reason
            payment.save(update_fields=["wanted", "wanted_why"])
            record_audit(thing="order", thing_id=current.number, verb=f"want-{wanted}", actor=actor, actor_label=actor_label, why=reason)
    return payment
