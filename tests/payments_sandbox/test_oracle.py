# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""A judge that never says no is no judge: broken answers must be found."""

from __future__ import annotations

import json

import pytest

from tests.payments_sandbox.steps import open_session, paid_charge
from tests.payments_sandbox.types_oracle import problems


@pytest.fixture
def answer(client, sandbox):
    def fetch(target: str) -> dict:
        headers = {"Authorization": "Bearer sk_test_sandbox"}
        return json.loads(sandbox.handle("GET", target, headers, b"")[2])

    return fetch


def test_a_whole_answer_has_no_problem(client, sandbox, answer):
    session = open_session(client, sandbox)
    assert problems(answer(f"/v1/checkout/sessions/{session.id}")) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"payment_state": "paid"}, "payment_state is unknown"),
        ({"amount_total": "26050"}, "is not <class 'int'>"),
        ({"amount_total": 260.5}, "is not <class 'int'>"),
        ({"livemode": 0}, "is not <class 'bool'>"),
        ({"metadata": []}, "is not a map"),
        ({"automatic_tax": {"enabled": False, "state": None}}, "state is unknown"),
        ({"customer_details": {"tax_ids": [{"type": "eu_vat", "value": 5}]}}, "is not <class 'str'>"),
        ({"payment_intent": {"object": "payment_intent", "amount": "1"}}, "payment_intent.amount"),
    ],
)
def test_a_wrong_field_is_found(client, sandbox, answer, change, words):
    session = open_session(client, sandbox)
    found = problems({**answer(f"/v1/checkout/sessions/{session.id}"), **change})
    assert any(words in problem for problem in found), found


def test_a_missing_field_is_found(client, sandbox, answer):
    charge = answer(f"/v1/charges/{paid_charge(client, sandbox).id}")
    del charge["amount_refunded"]
    assert problems(charge) == ["charge.amount_refunded is missing (Charge)"]


def test_lists_and_snapshot_events_are_looked_into(client, sandbox, answer):
    paid_charge(client, sandbox)
    events = answer("/v1/events?limit=100")
    assert problems(events) == []
    events["data"][0]["data"]["object"]["colour"] = "red"
    assert problems(events)
    assert problems(answer("/v2/core/events?limit=100")) == []
