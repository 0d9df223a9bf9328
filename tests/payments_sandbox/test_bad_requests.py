# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is sent, the sandbox answers with an error object, and nothing has changed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.api import all_routes

HEADERS = {"Authorization": "Bearer sk_test_sandbox"}
ROUTES = [(route.method, route.path, route.accepts) for route in all_routes().table]


def names(accepts: tuple[str, ...]) -> st.SearchStrategy[str]:
    base = st.sampled_from([*accepts, "expand", "colour"])
    return st.builds(
        lambda name, tail: name + tail, base, st.sampled_from(["", "[]", "[0]", "[a]", "[a][0][b]", "[", "]", "[price_data][x]"])
    )


VALUES = st.one_of(st.text(max_size=12), st.sampled_from(["", "-1", "0", "1e9", "999999999999999999", "true", "null", "cs_1", "\x00", "²"]))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_form_is_answered(data):
    import urllib.parse

    sandbox = Sandbox(Config(seed=3))
    method, path, accepts = data.draw(st.sampled_from(ROUTES))
    target = path.replace("{id}", data.draw(st.sampled_from(["x", "cs_test_1", "%00"]))).replace("{reversal}", "trr_1")
    pairs = data.draw(st.lists(st.tuples(names(accepts), VALUES), max_size=5))
    form = urllib.parse.urlencode(pairs)
    if method == "GET":
        target, body = f"{target}?{form}", ""
    else:
        body = json.dumps(dict(pairs)) if path.startswith("/v2/") else form
    status, _, content = sandbox.handle(method, target, HEADERS, body)
    answer = json.loads(content)
    assert status in (200, 400, 404)
    assert (status == 200) == ("error" not in answer)
    if status != 200:
        assert answer["error"]["type"] in ("invalid_request_error", "idempotency_error")
        assert answer["error"]["message"]
        assert sandbox.bank.vault.purses() == {}


@pytest.mark.parametrize(
    "body", ["[", "[]", "5", '"x"', "{}", '{"use_case": 5}', '{"account": {"a": 1}}', '{"account": "x", "use_case": []}']
)
def test_any_json_is_answered(body):
    for path in ("/v2/core/accounts", "/v2/core/account_links"):
        status, _, content = Sandbox(Config(seed=3)).handle("POST", path, HEADERS, body)
        assert 400 <= status < 500
        assert json.loads(content)["error"]["message"]


def test_every_operation_refuses_a_parameter_it_would_not_read():
    for method, path, _ in ROUTES:
        target = path.replace("{id}", "x").replace("{reversal}", "y")
        sent = ("?colour=red", "") if method == "GET" else ("", '{"colour": "red"}' if path.startswith("/v2/") else "colour=red")
        status, _, content = Sandbox(Config(seed=3)).handle(method, target + sent[0], HEADERS, sent[1])
        assert (status, json.loads(content)["error"]["code"]) == (400, "parameter_unknown"), path
