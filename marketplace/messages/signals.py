# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What happens in this room, sent inside the transaction."""

from django.dispatch import Signal

# `sender=GuestMessage, message=…`
message_written = Signal()
