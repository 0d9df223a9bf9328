# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.utils.translation import gettext_lazy as _

from marketplace.errors import Conflict, Refused


class PaymentUnavailable(Refused):
    """Stripe does not answer. Nothing is lost: nights stay held, and the same button may be pressed again."""

    code = "payment-unavailable"
    status = 503

    def __init__(self) -> None:
        super().__init__(_("The payment service does not answer just now. Nothing is lost: please try again in a moment."))


class PaidMeanwhile(Conflict):
    """A cancellation came too late: the payment had already gone through, the booking stands under its terms."""

    code = "paid-meanwhile"

    def __init__(self) -> None:
        super().__init__(_("The payment has gone through in the meantime and the booking is confirmed. You can cancel it under its terms."))


class AlreadyAnswered(Conflict):
    """The request has been answered, withdrawn or has expired: the first decision counts."""

    code = "already-answered"

    def __init__(self) -> None:
        super().__init__(_("This request has already been answered, withdrawn or has expired."))


class CannotBeCancelled(Conflict):
    """The order is in a state that has nothing left to cancel."""

    code = "cannot-be-cancelled"

    def __init__(self) -> None:
        super().__init__(_("This booking can no longer be cancelled."))
