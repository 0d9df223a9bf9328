# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented calls, studios, artists and applications of the demo, in three languages. Must not be imported by the site itself."""

from .applications import hang_portfolios, load_applications
from .load import hang_call_pictures, load_calls

__all__ = ["hang_call_pictures", "hang_portfolios", "load_applications", "load_calls"]
