# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What happens to bookings, sent inside the transaction: receivers may write to the outbox."""

from django.dispatch import Signal

# `sender=Booking, booking=…, before=(adults, children), back=EUR of tourist tax that come back, change=id of the audit entry`
guests_changed = Signal()
# `sender=Booking, booking=…`: goods given back by the right of withdrawal
good_withdrawn = Signal()
good_returned = Signal()
