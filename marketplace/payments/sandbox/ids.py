# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Identifiers with Stripe's prefixes."""

from __future__ import annotations

import random
import secrets


class Ids:
    """Random, or repeatable from a seed (tests only: two runs on one database must never meet the same id)."""

    def __init__(self, seed: int | None = None) -> None:
        self._random: random.Random | None = None if seed is None else random.Random(seed)  # noqa: S311 - not a secret

    def new(self, prefix: str) -> str:
        """A fresh identifier, e.g. `pi_3f…`."""
        if self._random is None:
            return f"{prefix}_{secrets.token_hex(12)}"
        return f"{prefix}_{self._random.getrandbits(96):024x}"
