# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What it may cost: “sotto i 100 €”, “between 60 and 90 euros a night”, “bis 80 Euro”."""

import re
from decimal import Decimal

from .facts import Price
from .grammar import Context, Found, Rule, Unread, rules
from .vocabulary.money import IN_ALL, PER_PERSON
from .vocabulary.words import split

MOST_EUROS = Decimal(100_000)
LEAST_BARE = 20  # fewer without a currency are nights, guests, days
_IN_ALL, _PER_PERSON = frozenset(split(IN_ALL)), frozenset(split(PER_PERSON))
_PER = "(?: ?<per:per>)?"
_UNIT = r"(?! ?(?:<km>|<people>|<adults>|<children>|<nights>|<days>|<weeks>|<months>|<years>|<month>|m2|mq|qm|%))(?![.,/:-]\d)"


def _amount(written: str) -> Decimal:
    text = written.replace("'", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?", text):
        cents = re.search(r"[.,](\d{2})$", text)
        euros = text[: cents.start()] if cents else text
        return Decimal(re.sub(r"[.,]", "", euros) + (f".{cents[1]}" if cents else ""))
    return Decimal(text.replace(",", "."))


def _per(match: re.Match[str]) -> str:
    words = (match.groupdict().get("per") or "").replace("-", " ")
    if not words:
        return ""
    return "total" if words in _IN_ALL else "person" if words in _PER_PERSON else "night"


def _price(match: re.Match[str], low: str | None, high: str | None) -> Found:
    least = _amount(low) if low else None
    most = _amount(high) if high else None
    if any(price is not None and not 1 <= price <= MOST_EUROS for price in (least, most)):
        raise Unread
    if least is not None and most is not None and least > most:
        least, most = most, least
    return "price", Price(least, most, _per(match))


def _both(match: re.Match[str], context: Context) -> Found:
    return _price(match, match["low"], match["high"])


def _under(match: re.Match[str], context: Context) -> Found:
    return _price(match, None, match["high"])


def _over(match: re.Match[str], context: Context) -> Found:
    return _price(match, match["low"], None)


def _bare_under(match: re.Match[str], context: Context) -> Found | None:
    return _under(match, context) if _amount(match["high"]) >= LEAST_BARE else None


def _bare_both(match: re.Match[str], context: Context) -> Found | None:
    return _both(match, context) if _amount(match["low"]) >= LEAST_BARE < _amount(match["high"]) else None


# With a currency nothing else can be meant.
RULES: list[Rule] = [
    *rules(
        _both,
        [
            f"(?:<pricebetween> )?(?:<euro> ?)?<amount:low> ?(?:<euro> ?)?<priceand> (?:<euro> ?)?<amount:high> ?<euro>{_PER}",
            f"(?:<pricebetween> )?<euro> ?<amount:low> ?<priceand> (?:<euro> ?)?<amount:high>{_PER}",
        ],
    ),
    *rules(_under, [f"<under> <amount:high> ?<euro>{_PER}", f"<under> <euro> ?<amount:high>{_PER}"]),
    *rules(_over, [f"<over> <amount:low> ?<euro>{_PER}", f"<over> <euro> ?<amount:low>{_PER}"]),
    *rules(_under, [f"(?:<about> )?<amount:high> ?<euro>{_PER}", f"(?:<about> )?<euro> ?<amount:high>{_PER}"]),
    *rules(_under, ["<under> <amount:high> <per:per>"]),
]
# Without one, only numbers that nothing else has claimed.
BARE: list[Rule] = [
    *rules(_bare_both, [f"<pricebetween> <amount:low> <priceand> <amount:high>{_UNIT}{_PER}"]),
    *rules(_bare_under, [f"<surelyunder> <amount:high>{_UNIT}{_PER}"]),
]
