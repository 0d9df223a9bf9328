# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Until when one may apply to a call: “deadline in June”, “in scadenza a giugno”, “Bewerbungsschluss Juni”. A month; a single day
stays text, for nobody looks for a call by it."""

import re

from .facts import Month
from .future import NoSuchDay, future_month
from .grammar import Context, Found, Rule, Unread, rules
from .vocabulary.calendar import MONTH_OF


def _deadline(match: re.Match[str], context: Context) -> Found | None:
    if not context.calls:
        return None
    month = MONTH_OF[match["m1"]]
    try:
        return "deadline", Month(future_month(month, int(match["year"]) if match["year"] else None, context.today), month)
    except NoSuchDay as cause:
        raise Unread from cause


_YEAR = "(?: (?P<year>20\\d\\d))?"
RULES: list[Rule] = [*rules(_deadline, [f"<deadline>:? (?:<in> )?<month:m1>{_YEAR}", f"<month:m1>{_YEAR} <deadline>"])]
