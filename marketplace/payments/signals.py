# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What becomes of orders. Sent inside the transaction, once a transition: receivers may write to the outbox.

Each is sent with `sender=Payment, order=…, payment=…`; `order_cancelled`, `part_cancelled` and `refund_sent` also with `refund` (EUR).
`part_cancelled` names the bookings in `gone`; the order stands with the others.
`order_expired` also says `was_requested`, and `accepted`: the host had said yes, and the money could not be taken.
A receiver that raises undoes the transition, which is then tried again.
"""

from django.dispatch import Signal

order_requested = Signal()
order_confirmed = Signal()
order_expired = Signal()
order_cancelled = Signal()
order_declined = Signal()
part_cancelled = Signal()
refund_sent = Signal()
# A payment without orders is there. Arguments: payment, about (what the fee is for, as `create_fee_payment` was told).
fee_paid = Signal()
