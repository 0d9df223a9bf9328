# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sandbox as a process: HTTP, webhooks, control routes, and a state that survives."""

from __future__ import annotations

import http.server
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from marketplace.payments import gateway
from marketplace.payments.sandbox import Config, Sandbox
from marketplace.payments.sandbox.client import client_for
from marketplace.payments.sandbox.server import Server
from tests.payments_sandbox.steps import open_session, paid_charge


@pytest.fixture
def served() -> Iterator[tuple[Sandbox, str]]:
    sandbox = Sandbox(Config())
    server = Server(sandbox, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield sandbox, f"http://127.0.0.1:{server.port}"
    server.stop()
    thread.join(5)


@pytest.fixture
def over_http(served, settings) -> stripe.StripeClient:
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "sk_test_sandbox", served[1]
    return gateway.make_client()


def order(base: str, name: str, **given) -> object:
    request = urllib.request.Request(
        f"{base}/_sandbox/{name}", json.dumps(given).encode(), {"Authorization": "Bearer sk_test_sandbox"}, method="POST"
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)["result"]


def test_the_gateways_own_client_pays_over_http(served, over_http):
    sandbox, base = served
    session = open_session(over_http, sandbox)
    assert order(base, "pay", session=session.id) == "complete"
    assert over_http.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_many_guests_at_once_are_served(served, over_http):
    sandbox, _ = served
    paid: list[str] = []

    def buy() -> None:
        session = open_session(over_http, sandbox)
        sandbox.pay(session.id)
        paid.append(over_http.v1.checkout.sessions.retrieve(session.id).payment_status)

    threads = [threading.Thread(target=buy) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert paid == ["paid"] * 12


def test_refunds_asked_for_at_once_never_give_back_too_much(served, over_http):
    sandbox, _ = served
    charge = paid_charge(over_http, sandbox, amount=25_000)
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        try:
            over_http.v1.refunds.create({"charge": charge.id, "amount": 10_000})
            outcomes.append("refunded")
        except stripe.InvalidRequestError:
            outcomes.append("refused")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["refunded"] * 2 + ["refused"] * 6
    assert over_http.v1.charges.retrieve(charge.id).amount_refunded == 20_000


def test_a_lost_answer_is_silence_on_the_wire(served, over_http):
    sandbox, base = served
    charge = paid_charge(over_http, sandbox)
    order(base, "faults", kind="lost", path="/v1/refunds")
    over_http.v1.refunds.create({"charge": charge.id, "amount": 100})
    assert over_http.v1.charges.retrieve(charge.id).amount_refunded == 100


def test_events_are_posted_until_the_shop_takes_them(served, over_http):
    sandbox, _ = served
    answers, taken = [503, 500], []

    class Shop(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = answers.pop(0) if answers else 200
            if status == 200:
                taken.append(over_http.parse_event_notification(body, self.headers["Stripe-Signature"], "whsec_sandbox").type)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    shop = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=shop.serve_forever, daemon=True).start()
    sandbox.outbox._url = f"http://127.0.0.1:{shop.server_address[1]}/"
    sandbox.outbox.sender = sandbox.outbox._post
    over_http.v1.checkout.sessions.expire(open_session(over_http, sandbox).id)
    deadline = time.monotonic() + 20
    while sandbox.outbox.pending() and time.monotonic() < deadline:
        time.sleep(0.05)
    shop.shutdown()
    shop.server_close()
    assert taken == ["v1.checkout.session.expired"]


def test_orders_need_the_key_and_sense(served):
    _, base = served
    with urllib.request.urlopen(f"{base}/_sandbox/health", timeout=10) as answer:
        assert json.load(answer) == {"status": "ok"}
    for request in (
        urllib.request.Request(f"{base}/_sandbox/advance", b'{"seconds": 5}', method="POST"),
        urllib.request.Request(f"{base}/_sandbox/state"),
    ):
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(request, timeout=10)
        refusal.value.close()
        assert refusal.value.code == 401
    senseless: list[tuple[str, dict[str, Any]]] = [
        ("advance", {"seconds": -1}),
        ("pay", {}),
        ("pay", {"session": "x"}),
        ("faults", {"colour": 1}),
        ("nothing", {}),
    ]
    for name, given in senseless:
        with pytest.raises(urllib.error.HTTPError) as refusal:
            order(base, name, **given)
        refusal.value.close()
        assert 400 <= refusal.value.code < 500


def test_the_state_survives_a_restart(tmp_path):
    first = Sandbox(Config(state_dir=tmp_path))
    charge = paid_charge(client_for(first), first)
    client_for(first).v1.refunds.create({"charge": charge.id, "amount": 100}, {"idempotency_key": "k"})
    first.advance(3600)
    waiting, purses, now = [e["id"] for e in first.outbox.pending()], first.bank.vault.purses(), first.clock.now()
    first.close()
    second = Sandbox(Config(state_dir=tmp_path))
    client = client_for(second)
    again = client.v1.refunds.create({"charge": charge.id, "amount": 100}, {"idempotency_key": "k"})
    assert again.last_response is not None
    assert again.last_response.headers["idempotent-replayed"] == "true"
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 100
    assert [e["id"] for e in second.outbox.pending()] == waiting
    assert second.bank.vault.purses() == purses
    assert second.clock.now() - now < 60
    second.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int, folder) -> subprocess.Popen:
    command = [sys.executable, "-m", "marketplace.payments.sandbox", "--port", str(port), "--state-dir", str(folder)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(command, env={**environment, "STRIPE_SECRET_KEY": "sk_test_sandbox"}, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_process_killed_hard_loses_nothing_it_has_answered(tmp_path, settings):
    port = free_port()
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "sk_test_sandbox", f"http://127.0.0.1:{port}"
    process = start(port, tmp_path)
    client = gateway.make_client()
    session = client.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": {"currency": "eur", "unit_amount": 999, "product_data": {"name": "Vino"}}}],
            "success_url": "http://shop.example/",
        }
    )
    process.kill()
    process.communicate()
    process = start(port, tmp_path)
    assert client.v1.checkout.sessions.retrieve(session.id).amount_total == 999
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    process.communicate()


def test_the_process_needs_neither_django_nor_the_sdk():
    code = (
        "import sys, marketplace.payments.sandbox.__main__; print(sorted({'django', 'stripe', 'requests', 'wagtail'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_live_key_is_not_taken():
    command = [sys.executable, "-m", "marketplace.payments.sandbox", "--secret-key", "sk_live_1", "--port", "0"]
    assert subprocess.run(command, capture_output=True, timeout=20).returncode == 2


@pytest.mark.parametrize("length", [b"x", b"99999999", b"-1"])
def test_nonsense_on_the_wire_is_refused_and_harms_nobody(served, length):
    _, base = served
    with socket.create_connection(("127.0.0.1", int(base.rsplit(":", 1)[1])), timeout=5) as wire:
        wire.sendall(b"POST /v1/refunds HTTP/1.1\r\nContent-Length: " + length + b"\r\n\r\n")
        assert wire.recv(200).startswith(b"HTTP/1.1 4")
    with urllib.request.urlopen(f"{base}/_sandbox/health", timeout=5) as answer:
        assert answer.status == 200
