# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Slim models of the programme: fields and constraints; rules stand in `residencies.domain`."""

from .call import Call
from .parts import Period, Place, Stage, Term
from .pool import PoolNights
from .studio import Studio

__all__ = ["Call", "Period", "Place", "PoolNights", "Stage", "Studio", "Term"]
