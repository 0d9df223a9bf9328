# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How the rooms above hear of a person's rights: each gives its part of the data, each erases its part."""

from django.dispatch import Signal

# Receivers return (name, data) with data fit for JSON. Arguments: user.
personal_data_wanted = Signal()
# Sent before anything is erased; a receiver may raise Refused. Arguments: user.
erasure_wanted = Signal()
# Sent inside the transaction that erases. Arguments: user.
user_erased = Signal()
