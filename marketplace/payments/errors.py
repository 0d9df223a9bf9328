# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from decimal import Decimal

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


class CannotBeRefunded(Conflict):
    """Nothing was paid for the order, so nothing can go back."""

    code = "cannot-be-refunded"

    def __init__(self) -> None:
        super().__init__(_("Nothing was paid for this booking, so nothing can be refunded."))


class ReasonNeeded(Refused):
    """Whoever cancels for a guest says why."""

    code = "reason-needed"

    def __init__(self) -> None:
        super().__init__(_("Please give a reason: the guest will read it."))


class TooMuchBack(Refused):
    """More than is left of what the guest paid, or nothing at all. `left` in EUR."""

    code = "too-much-back"

    def __init__(self, *, left: Decimal) -> None:
        super().__init__(_("At least one cent and at most %(left)s € can be refunded.") % {"left": left}, left=str(left))


class CardRefused(Conflict):
    """The host has accepted, and the guest's bank gives no money: the request has ended."""

    code = "card-refused"

    def __init__(self) -> None:
        super().__init__(
            _(
                "You accepted, but the guest's bank refused the payment. The request has ended, the dates are free again and the guest knows."
            )
        )


class DisputeNotLost(Conflict):
    """There is no lost dispute to decide about, or it was decided."""

    code = "dispute-not-lost"

    def __init__(self) -> None:
        super().__init__(_("There is no lost dispute of this payment to decide about."))
