# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tests' door: the official SDK talks to a sandbox in the same process. Everything of the SDK but the socket."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable, Mapping
from typing import Any

import stripe

from .core import Answer, Sandbox
from .events import API_VERSION
from .faults import NoAnswer

# Sees each exchange: method, target, headers, body, answer. Oracles use it.
Witness = Callable[[str, str, Mapping[str, str], bytes | str, Answer], None]

_Unanswered: Any = stripe.APIConnectionError  # the SDK leaves its errors' parameters untyped


class InProcess(stripe.HTTPClient):
    """An HTTP client for `stripe.StripeClient` that hands requests to `Sandbox.handle`."""

    name = "sandbox"

    def __init__(self, sandbox: Sandbox, witness: Witness | None = None) -> None:
        super().__init__()
        self.sandbox, self.witness = sandbox, witness

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, *, _usage: Any = None
    ) -> tuple[str, int, Mapping[str, str]]:
        """Answer as the network would; raises APIConnectionError for an answer that does not come."""
        parts = urllib.parse.urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = dict(headers or {})
        try:
            answer = self.sandbox.handle(method, target, sent, post_data or b"")
        except NoAnswer:
            raise _Unanswered("The connection was closed without an answer", should_retry=True) from None
        if self.witness is not None:
            self.witness(method.upper(), target, sent, post_data or b"", answer)
        status, received, body = answer
        return body.decode(), status, {name.lower(): value for name, value in received.items()}

    def close(self) -> None:
        """Nothing to close."""

    def _sleep_time_seconds(self, num_retries: int) -> float:
        return 0.0  # the SDK waits between retries; nobody gets well by waiting here


def client_for(sandbox: Sandbox, *, witness: Witness | None = None, retries: int = 2) -> stripe.StripeClient:
    """A client that talks to `sandbox` in-process."""
    return stripe.StripeClient(
        sandbox.config.secret_key,
        stripe_version=API_VERSION,
        max_network_retries=retries,
        http_client=InProcess(sandbox, witness),
    )


__all__ = ["InProcess", "Witness", "client_for"]
