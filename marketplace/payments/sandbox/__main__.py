# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m marketplace.payments.sandbox`: the sandbox as a process of its own."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from .core import Config, Sandbox
from .server import Server


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marketplace.payments.sandbox", description="A stand-in for Stripe. No money moves.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=12112)
    parser.add_argument("--public-url", help="how browsers reach it (default: http://HOST:PORT)")
    parser.add_argument("--secret-key", default=os.environ.get("STRIPE_SECRET_KEY", "sk_test_sandbox"))
    parser.add_argument("--webhook-url", help="where thin events are delivered")
    parser.add_argument("--webhook-secret", default=os.environ.get("STRIPE_WEBHOOK_SECRET", "whsec_sandbox"))
    parser.add_argument("--merchant", default="Oltrepò", help="the name guests see on the payment page")
    parser.add_argument("--state-dir", type=Path, help="where the state survives a restart (default: memory only)")
    return parser


def main(argv: list[str] | None = None) -> int:
    """Serve until interrupted."""
    given = _parser().parse_args(argv)
    if given.secret_key.startswith(("sk_live", "rk_live")):
        sys.stderr.write("A live key does not belong in the sandbox.\n")
        return 2
    config = Config(
        public_url=(given.public_url or f"http://{given.host}:{given.port}").rstrip("/"),
        secret_key=given.secret_key,
        webhook_url=given.webhook_url,
        webhook_secret=given.webhook_secret,
        merchant=given.merchant,
        state_dir=given.state_dir,
    )
    server = Server(Sandbox(config), given.host, given.port)

    def stop(*_: object) -> None:
        threading.Thread(target=server.stop).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sys.stdout.write(f"Stripe sandbox: {config.public_url}\n")
    sys.stdout.flush()
    server.serve()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
