# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction


def be_outside_transactions() -> None:
    """Raises RuntimeError inside a transaction. Called before Stripe is asked to create something: a rollback of ours cannot undo
    what Stripe has done, and rows would stay locked for as long as Stripe takes. (The transaction around a test does not count.)
    """
    with transaction.atomic(durable=True):
        pass
