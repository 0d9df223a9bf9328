# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sends the very same bytes to Stripe's official mock: it must accept what the SDK sent and the sandbox took."""

from __future__ import annotations

from collections.abc import Mapping

import requests

DROPPED = {"accept-encoding", "content-length", "stripe-version"}  # the mock's description is of an earlier version


def mirror(base: str, method: str, target: str, headers: Mapping[str, str], body: bytes | str) -> list[str]:
    """What the mock says against the request; it knows nothing of /v2."""
    if target.startswith("/v2/"):
        return []
    sent = {name: value for name, value in headers.items() if name.lower() not in DROPPED}
    answer = requests.request(method, base + target, headers=sent, data=body, timeout=10)
    return [] if answer.status_code == 200 else [f"stripe-mock on {method} {target}: {answer.status_code} {answer.text[:300]}"]
