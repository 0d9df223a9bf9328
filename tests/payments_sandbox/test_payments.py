# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from typing import Any

import pytest
import stripe

from marketplace.payments.sandbox import Sandbox
from tests.payments_sandbox.steps import charge_of, open_session, paid_charge

DAY = 86_400


def test_a_session_that_is_paid_is_complete_and_its_charge_holds_the_amount(client, sandbox):
    session = open_session(client, sandbox, metadata={"payment": "1"}, locale="it")
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert sandbox.pay(session.id) == "complete"
    now = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge.balance_transaction"]})
    assert (now.status, now.payment_status, now.url) == ("complete", "paid", None)
    charge = now.payment_intent.latest_charge
    assert (charge.amount_captured, charge.transfer_group, charge.metadata["payment"]) == (26_050, "payment-1", "1")
    assert charge.balance_transaction.net == 26_050 - charge.balance_transaction.fee
    assert [line.amount_total for line in client.v1.checkout.sessions.line_items.list(session.id)] == [26_050]


def test_lines_and_refunds_come_along_when_they_are_asked_for(client, sandbox):
    charge = paid_charge(client, sandbox)
    client.v1.refunds.create({"charge": charge.id, "amount": 50})
    assert client.v1.charges.retrieve(charge.id).refunds is None
    assert [refund.amount for refund in client.v1.charges.retrieve(charge.id, {"expand": ["refunds"]}).refunds] == [50]
    listed = client.v1.checkout.sessions.list({"payment_intent": charge.payment_intent, "expand": ["data.line_items"]}).data
    assert [line.description for line in listed[0].line_items] == ["Due notti a Zavattarello"]


def test_a_declined_card_leaves_the_session_open_and_another_card_pays(client, sandbox):
    session = open_session(client, sandbox)
    assert sandbox.pay(session.id, "declined") == "declined"
    now = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert now.status == "open"
    assert now.payment_intent.last_payment_error.decline_code == "generic_decline"
    assert sandbox.pay(session.id, "success") == "complete"
    assert client.v1.payment_intents.retrieve(now.payment_intent.id).last_payment_error is None


@pytest.mark.parametrize("confirmed", [True, False])
def test_three_d_secure_pays_only_when_the_guest_confirms(client, sandbox, confirmed):
    session = open_session(client, sandbox)
    assert sandbox.pay(session.id, "three_d_secure") == "authenticate"
    intent = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]}).payment_intent
    assert (intent.status, intent.next_action.type) == ("requires_action", "redirect_to_url")
    sandbox.authenticate(session.id, succeed=confirmed)
    assert client.v1.checkout.sessions.retrieve(session.id).status == ("complete" if confirmed else "open")


def test_an_expired_session_cannot_be_paid_and_a_paid_one_cannot_expire(client, sandbox):
    from marketplace.payments.sandbox.errors import ApiError

    closed = open_session(client, sandbox)
    assert client.v1.checkout.sessions.expire(closed.id).status == "expired"
    with pytest.raises(ApiError):
        sandbox.pay(closed.id)
    paid = open_session(client, sandbox)
    sandbox.pay(paid.id)
    with pytest.raises(stripe.InvalidRequestError, match="status of `complete`"):
        client.v1.checkout.sessions.expire(paid.id)


def test_time_closes_a_session_and_cancels_what_was_under_way(client, sandbox):
    session = open_session(client, sandbox)
    sandbox.pay(session.id, "three_d_secure")
    sandbox.advance(1800)
    now = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (now.status, now.payment_intent.status) == ("expired", "canceled")


def test_manual_capture_reserves_first_and_takes_part_of_it_later(client, sandbox):
    session = open_session(client, sandbox, payment_intent_data={"capture_method": "manual"})
    sandbox.pay(session.id)
    now = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    intent = now.payment_intent
    assert (now.status, now.payment_status, intent.status) == ("complete", "unpaid", "requires_capture")
    assert intent.latest_charge.payment_method_details.card.capture_before == sandbox.clock.now() + 7 * DAY
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.capture(intent.id, {"amount_to_capture": 26_051})
    taken = client.v1.payment_intents.capture(intent.id, {"amount_to_capture": 10_000})
    assert (taken.status, taken.amount_received) == ("succeeded", 10_000)
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
    assert charge_of(client, session.id).amount_captured == 10_000


def test_a_reservation_can_be_let_go_and_lapses_after_seven_days(client, sandbox):
    intents = []
    for _ in range(2):
        session = open_session(client, sandbox, payment_intent_data={"capture_method": "manual"})
        sandbox.pay(session.id)
        intents.append(client.v1.checkout.sessions.retrieve(session.id).payment_intent)
    assert client.v1.payment_intents.cancel(intents[0], {"cancellation_reason": "abandoned"}).status == "canceled"
    sandbox.advance(7 * DAY)
    lapsed = client.v1.payment_intents.retrieve(intents[1])
    assert (lapsed.status, lapsed.cancellation_reason) == ("canceled", "expired")
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.capture(intents[1])
    assert refusal.value.code == "payment_intent_unexpected_state"
    assert sandbox.bank.vault.purses() == {}


def test_refunds_give_back_what_is_left_and_not_a_cent_more(client, sandbox):
    charge = paid_charge(client, sandbox)
    first = client.v1.refunds.create({"charge": charge.id, "amount": 6_050, "metadata": {"order": "1001"}})
    assert (first.status, first.amount, first.metadata["order"]) == ("succeeded", 6_050, "1001")
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        client.v1.refunds.create({"charge": charge.id, "amount": 20_001})
    client.v1.refunds.create({"payment_intent": charge.payment_intent})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"charge": charge.id})
    assert refusal.value.code == "charge_already_refunded"
    now = client.v1.charges.retrieve(charge.id)
    assert (now.amount_refunded, now.refunded) == (26_050, True)
    assert [refund.amount for refund in client.v1.refunds.list({"charge": charge.id})] == [20_000, 6_050]


def test_a_disputed_charge_cannot_be_refunded_and_the_money_comes_back_when_won(client, sandbox):
    charge = paid_charge(client, sandbox)
    before = client.v1.balance.retrieve().pending[0].amount
    dispute = sandbox.dispute(charge.id)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"charge": charge.id})
    assert refusal.value.code == "charge_disputed"
    client.v1.disputes.update(dispute, {"evidence": {"refund_policy_disclosure": "Mostrata prima del pagamento"}, "submit": True})
    sandbox.decide_dispute(dispute, won=True)
    assert client.v1.disputes.retrieve(dispute).status == "won"
    balance = client.v1.balance.retrieve()
    assert balance.pending[0].amount + balance.available[0].amount == before - 2_000
    assert len(list(client.v1.disputes.list({"charge": charge.id}))) == 1


def test_faults_of_form_are_refused_and_name_the_parameter(client, sandbox: Sandbox):
    changes: list[tuple[dict[str, Any], str]] = [
        ({"expires_at": sandbox.clock.now() + 60}, "expires_at"),
        ({"expires_at": sandbox.clock.now() + 2 * DAY}, "expires_at"),
        ({"line_items": []}, "line_items"),
        ({"mode": "subscription"}, "mode"),
        ({"payment_method_types": ["card"]}, "payment_method_types"),
        ({"success_url": "shop"}, "success_url"),
        ({"payment_intent_data": {"application_fee_amount": 5}}, "payment_intent_data[application_fee_amount]"),
    ]
    for change, param in changes:
        with pytest.raises(stripe.InvalidRequestError) as refusal:
            open_session(client, sandbox, **change)
        assert refusal.value.param == param
