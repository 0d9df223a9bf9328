# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""A stateful stand-in for Stripe, API version 2026-10-28.endive, for tests and the demo. No money moves.

It answers the official SDK (`stripe==16.1.0`) with the objects, the refusals and the events the marketplace relies on,
and shows the hosted pages a guest or a host would see (payment, 3-D Secure, onboarding). It is a process of its own
(`python -m marketplace.payments.sandbox`), because a web worker that called itself would wait for itself, and because
a test's transaction must not hide what the payment provider believes.

It must not import Django or anything of the marketplace, and must not need a package outside the standard library
(`client.py` and nothing else imports the SDK: it is the tests' side of the door). What it does not do it refuses
with a 400: it never accepts a parameter and ignores it.

Amounts are integer EUR cents, times are Unix seconds UTC (RFC 3339 in /v2), as in Stripe's own API.
"""

from .core import Config, Sandbox

__all__ = ["Config", "Sandbox"]
