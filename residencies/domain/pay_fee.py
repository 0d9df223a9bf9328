# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.payments.domain.create_fee_payment import create_fee_payment
from marketplace.payments.domain.open_payment import open_payment
from marketplace.payments.gateway import SessionLine
from marketplace.payments.models import Payment

from ..errors import WrongState
from ..models import Application

UNPAID = (Application.Fee.DUE, Application.Fee.ASKED)
GOING_ON = (Payment.State.CREATED, Payment.State.OPEN)


def pay_fee(*, application: Application, actor: User, language: str) -> Payment:
    """The payment of the application's fee with its page at Stripe; the one under way, if there is one. Called with no transaction open.

    Raises `WrongState` where no fee is due, `PaymentUnavailable` when Stripe does not answer.
    """
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
        if locked.fee_state not in UNPAID:
            raise WrongState(_("There is no fee to pay for this application."))
        payment = fee_payment_of(application=locked) or create_fee_payment(
            about=locked.number, amount=locked.call.fee, email=actor.email, language=language
        )
    with override(language):
        address = settings.SITE_URL.rstrip("/") + reverse("residencies:apply", kwargs={"slug": locked.call.slug})
        line = SessionLine(name=gettext("Application fee: %(call)s") % {"call": locked.call.t.title}, amount=payment.amount)
    return open_payment(payment=payment, lines=[line], success_url=address, cancel_url=address)


def fee_payment_of(*, application: Application) -> Payment | None:
    """The payment of the fee that is under way."""
    own = Payment.objects.filter(reference__startswith=f"fee-{application.number.lower()}-", state__in=GOING_ON)
    return own.filter(expires_at__gt=timezone.now()).order_by("-pk").first()


def settle_fee(*, number: str) -> None:
    """Stripe says the fee of this application is paid. In the caller's transaction."""
    application = Application.objects.select_for_update(of=("self",)).filter(number=number).first()
    if application is None:
        return
    before, paid = application.fee_state, Application.Fee.PAID
    if before in UNPAID:
        application.fee_state = paid
        application.save(update_fields=["fee_state"])
    record_audit(thing="application", thing_id=number, verb="settle_fee", actor_label="stripe", before=before, after=paid)
