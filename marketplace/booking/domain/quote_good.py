# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from decimal import Decimal

from django.utils.translation import gettext, ngettext

from catalogue.models import Good

from ..errors import RulesBroken
from ..wording import in_all_languages, money
from .cancellation import withdrawal_terms
from .quotes import Quote, QuoteLine

MOST_PIECES = 99


def quote_good(*, good: Good, quantity: int) -> Quote:
    """What `quantity` pieces of a good cost (EUR), picked up at the business. Raises `RulesBroken`: not public, none or too many asked for."""
    reasons = []
    if not (good.live and good.is_public and good.business and good.business.live):
        reasons.append({"code": "not-public", "message": gettext("This cannot be bought at present.")})
    if not 1 <= quantity <= MOST_PIECES:
        text = gettext("Choose between 1 and %(most)s pieces.") % {"most": MOST_PIECES}
        reasons.append({"code": "pieces", "message": text})
    if reasons:
        raise RulesBroken(reasons)
    total = good.price * quantity
    (label,) = in_all_languages(
        lambda: (
            ngettext("%(count)s piece × %(price)s", "%(count)s pieces × %(price)s", quantity)
            % {"count": quantity, "price": money(good.price)}
        )
    )
    terms = withdrawal_terms(total=total)
    return Quote((QuoteLine("piece", label, quantity, good.price, total),), total, Decimal("0.00"), (), terms)
