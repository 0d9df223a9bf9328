# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The test cards of the hosted page (Stripe's published test numbers)."""

from __future__ import annotations

from enum import Enum


class Card(Enum):
    """A card: number, whether it asks for 3-D Secure, why it is declined."""

    SUCCESS = ("4242424242424242", False, None)
    THREE_D_SECURE = ("4000002760003184", True, None)
    DECLINED = ("4000000000000002", False, "generic_decline")
    NO_FUNDS = ("4000000000009995", False, "insufficient_funds")

    def __init__(self, number: str, challenge: bool, decline_code: str | None) -> None:
        self.number = number
        self.challenge = challenge
        self.decline_code = decline_code

    @property
    def slug(self) -> str:
        """The name forms and tests use."""
        return self.name.lower()

    @property
    def last4(self) -> str:
        """The last four digits."""
        return self.number[-4:]

    @classmethod
    def by_slug(cls, slug: str) -> Card:
        """The card of that name; raises KeyError."""
        return cls[slug.upper()]
