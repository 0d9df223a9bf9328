# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The ledger balances and stays; PostgreSQL sees to it, whoever writes."""

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import AuditEntry
from marketplace.payments.domain.post_entry import Posting, post_entry
from marketplace.payments.models import LedgerEntry, LedgerPosting, Payment

from .shop import order_nights, payment_for

pytestmark = pytest.mark.django_db
STRIPE, GUEST = LedgerPosting.Account.STRIPE, LedgerPosting.Account.GUEST


@pytest.fixture
def payment() -> Payment:
    return payment_for(order_nights())


def post(payment: Payment, cause: str = "charge-1", cents: int = 100) -> LedgerEntry | None:
    return post_entry(cause=cause, payment=payment, postings=[Posting(STRIPE, cents), Posting(GUEST, -cents)])


def test_a_cause_is_posted_once(payment: Payment) -> None:
    assert post(payment) is not None
    assert post(payment) is None
    assert LedgerPosting.objects.count() == 2


def test_what_does_not_balance_is_refused_before_it_is_written(payment: Payment) -> None:
    with pytest.raises(ValueError, match="balance"):
        post_entry(cause="x", payment=payment, postings=[Posting(STRIPE, 100), Posting(GUEST, -99)])
    assert not LedgerEntry.objects.exists()


def test_nothing_moved_is_nothing_posted(payment: Payment) -> None:
    assert post(payment, cents=0) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments_ledgerposting SET cents = cents * 2",
        "DELETE FROM payments_ledgerposting",
        "UPDATE payments_ledgerentry SET cause = 'other'",
        "DELETE FROM payments_ledgerentry",
    ],
)
def test_what_is_posted_stays(payment: Payment, statement: str) -> None:
    post(payment)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sum(LedgerPosting.objects.values_list("cents", flat=True)) == 0


def commit_now() -> None:
    """Lets deferred constraints speak, as the end of the transaction would."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("sides", [[100, -99], [100], []], ids=["a cent short", "one side", "no side"])
def test_an_entry_that_does_not_balance_is_not_committed(payment: Payment, sides: list[int]) -> None:
    with pytest.raises(DatabaseError, match="does not balance"), transaction.atomic():  # noqa: PT012
        entry = LedgerEntry.objects.create(cause="by hand", payment=payment)
        LedgerPosting.objects.bulk_create(LedgerPosting(entry=entry, account=STRIPE, cents=cents) for cents in sides)
        commit_now()


def test_a_posting_added_to_an_old_entry_is_not_committed(payment: Payment) -> None:
    entry = post(payment)
    commit_now()
    with pytest.raises(DatabaseError, match="does not balance"), transaction.atomic():  # noqa: PT012
        LedgerPosting.objects.create(entry=entry, account=STRIPE, cents=5)
        commit_now()


@pytest.mark.parametrize("statement", ["UPDATE accounts_auditentry SET why = ''", "DELETE FROM accounts_auditentry"])
def test_the_audit_log_stays(statement: str) -> None:
    record_audit(thing="order", thing_id="1", verb="look")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().verb == "look"
