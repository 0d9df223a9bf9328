# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Questions as nobody means them: everything that breaks parsers, in every parameter, in every combination, from a seed."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from random import Random
from typing import NamedTuple
from urllib.parse import quote, quote_from_bytes, urlencode

from catalogue.vocabulary import Amenity, CancellationTier
from tests.factories import today

DAY = today() + timedelta(days=30)

# What means something to some parser, and what means something to nobody.
SYNTAX = [
    "title:casa AND NOT (kind:stay OR *:*)^4 ~2",
    'casa" OR "1"="1',
    "/(a+)+$/ {1 TO *] \\ + - && || ! ( ) { } [ ] ^ ~ * ? :",
    "'; DROP TABLE search_listing; --",
    "' UNION SELECT password FROM accounts_user --",
    "%s %(lang)s %% {0} {lang} ${jndi:ldap://x}",
    "{{ 7*7 }} {% debug %} <%= 1 %> #{1}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "../../../../etc/passwd\\..\\..",
    '{"query":{"match_all":{}}}',
    "_all:* _exists_:title _id:1",
    "casa\r\nSet-Cookie: a=b",
    "\x00", "a\x00b", "\x01\x02\x07\x08\x0b\x1f\x7f\x85",
    "\u202ecasa\u202c \u2066\u2069 \u200f\u200e\u061c",
    "\ufeff\u200b\u200c\u200d\u2060casa\u00ad",
    "e" + "\u0301\u0323\u0489" * 60,
    "Z̤͔ͧ̑̓ä͖̭̈̇lͮ̒ͫǧ̗͚̚o̙̔ͮ̇͐̇",
    "🏡🐕‍🦺👨‍👩‍👧‍👦🇮🇹🏳️‍🌈" * 5,
    "\U0010ffff\ufffe\uffff\U000e0001",
    "İıſKÅ ẞß ﬃ ﷺ ㎏ ½ ² ⅷ",
    "مرحبا بيت ٣ ليالي", "三晚 两位成人 狗", "דירה עם כלב", "дом на 2 ночи", "บ้าน", "कुत्ता",
    "null", "None", "undefined", "NaN", "true", "[]", "{}", "()", "''", '""', "``", "--", "==", "&amp;", "%00", "%2500", "+", " ", "",
    "l'l'l'l'l'", "dell'dell'all'", "d’’’’", "-----", "_____", "......", "a.b.c.d", "@@@", "\\\\\\",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-1", "1", "2", "007", "1.5", "1,5", "1e3", "1e400", "-1e400", "1e-400", "NaN", "Infinity", "-inf", "0x10", "1_000",
    "2147483648", "-2147483649", "9223372036854775808", "9" * 30, "9" * 5000, "1" + "0" * 400, "0." + "0" * 400 + "1", "1E+1000000",
    "1e-1000000", "٣", "１２", "Ⅻ", "²", "½", "1 2", "1;2", "+2", "--2", "2.", ".5", "0b1", "1/0", "50", "51", "100000", "100000.001",
]  # fmt: skip
DAYS = [
    str(DAY), str(DAY + timedelta(days=2)), str(DAY + timedelta(days=365)), str(DAY + timedelta(days=366)), "0000-00-00", "0001-01-01",
    "9999-12-31", "2027-02-30", "2027-13-01", "10000-01-01", "-2027-01-01", "20270501", "2027-W10-1", "2027-05-01T00:00:00Z", "٢٠٢٧-٠٥-٠١",
    "today", "1e9", "2027-5-1", "2027--05", "01/05/2027", str(today()), str(today() - timedelta(days=1)), str(DAY + timedelta(days=1100)),
]  # fmt: skip
WHENS = [
    f"{DAY:%Y-%m}", f"{DAY}/{DAY + timedelta(days=9)}", f"{DAY}/{DAY}", f"{DAY + timedelta(days=9)}/{DAY}", "9999-12", "0001-01", "2027-00",
    f"{DAY}/9999-12-31", "0001-01-01/9999-12-31", "/", "//", f"{DAY}/", f"/{DAY}", "２０２７-０５", f"{DAY}/{DAY}/{DAY}", "2027-W10-1/2027-W11-1",
]  # fmt: skip
PLACES = [
    "44.85,9.2", "90,180", "-90,-180", "0,0", "-0.0,-0.0", "91,0", "44.85", "44.85,9.2,1", "nan,nan", "inf,inf", "1e400,1", "1e-320,1e-320",
    "٤٤,٩", "44.85;9.2", ",", ",,", "44.850000000000000000000000000001,9.2", "1_0,1_0", " 44.85 , 9.2 ", "0x1,0x1", "89.9999999999,179.9999999999",
]  # fmt: skip
BOXES = [
    "9.1,44.8,9.3,44.9", "-180,-90,180,90", "9.3,44.8,9.1,44.9", "9.1,44.9,9.3,44.8", "9.2,44.85,9.2,44.85", "9.2,44.85,9.20000000000001,44.85000000000001",
    "0,0,5e-324,5e-324", "170,44,-170,45", "-180,-90,-179.9,-89.9", "179.999999999,89.999999999,180,90", "-181,0,0,1", "a,b,c,d", "1,2,3", "1,2,3,4,5",
    "nan,nan,nan,nan", "-inf,-inf,inf,inf", "0,85,1,90", "0,-90,1,-85", "9.1,44.8,9.3,44.9,", "1e1,4.4e1,1.1e1,4.5e1",
]  # fmt: skip
WORDS = [
    "2 notti a Varzi con il cane dal 3 giugno", "bilocale per 4 vicino al Po", "double room with charger under 100 €", "Hof mit Pool im August",
    "dal 31 febbraio al 99 aprile 99999", "99999999999 notti", "per 0 persone", "da -5 a 3 euro", "tra 1 e 0 €", "weekend weekend weekend",
    "vicino a vicino a vicino a", "senza senza senza", "dal 1/1/1 al 1/1/9999", "29/2/2027", "fra 10000 anni", "in 999999 days", "next year",
    "± 99999 giorni", "0 notti", "5000 notti", "una settimana in maggio", "8-9-10-11-12", "1.1.2027-2.1.2027-3.1.2027", "camera per 60", "entro 0 km da Varzi",
    "1000000 km von Varzi", "Varzi Varzi Varzi Varzi", "casa", "quiete", "varz", "miele", "bambini di 99 anni", "3 bambini 2 1 0 anni", "€€€€", "100 100 100 €",
    "agriturismo " * 60, "a " * 5000, "ab" * 5000, "casa " * 2000, "dal " * 100, "1 " * 200, "1/1 " * 50, "- " * 100, "non " * 60, "né " * 60, "'" * 199, "(" * 199,
]  # fmt: skip
TYPES = ["stay", "experience", "business", "good", "STAY", "stay,good", "stays"]
LISTED: dict[str, list[str]] = {
    "kind": TYPES,
    "municipality": ["018171", "900001", "00000", "0000000", "٠١٨١٧١", "abcdef", "-18171"],
    "area": ["Oltrepò Pavese", "Oltrepo", "x" * 61],
    "amenity": [*Amenity.values, "sauna!", "pets\x00"],
    "access": ["step_free", "door_80", "door_90", "turning_150", "wheelchair"],
    "instant": ["yes", "no", "YES", "1"],
    "cancellation": [*map(str, CancellationTier.values), "free"],
    "band": ["0-50", "50-80", "80-120", "200-", "-50"],
    "children_ages": ["0", "3", "17", "18", "-1", "99999999999", "x", "٣"],
}
SINGLE: dict[str, list[str]] = {
    "q": WORDS,
    "check_in": DAYS,
    "check_out": DAYS,
    "flex": ["1", "2", "3", "4"],
    "when": WHENS,
    "nights": ["1", "7", "90", "91"],
    "weekend": ["on", "off"],
    "adults": ["1", "2", "50"],
    "children": ["0", "3", "50"],
    "near": PLACES,
    "radius_km": ["0.1", "5", "500", "501"],
    "bbox": BOXES,
    "price_min": ["0", "10", "99.99"],
    "price_max": ["1", "1000", "99.999"],
    "price_per": ["night", "total"],
    "sort": ["relevance", "price", "distance", "newest", "-price"],
    "page": ["1", "2", "400", "401"],
    "lang": ["it", "en", "de", "fr", "it-IT"],
}
FIELDS = {**SINGLE, **LISTED}
STRANGE_NAMES = [
    "Q",
    "q[]",
    "q[$ne]",
    "__proto__",
    "sort;drop",
    "",
    " ",
    "\x00",
    "é" * 50,
    "x" * 3000,
    "csrfmiddlewaretoken",
    "format",
    "_",
    "page.",
    "q.q",
]
BROKEN_BYTES = [
    b"%ff%fe",
    b"%c3%28",
    b"%ed%a0%80",
    b"%zz",
    b"%",
    b"%u0041",
    b"\xff\xfe",
    b"\xc3",
    b"%f5%80%80%80",
    b";",
    b"&&&===",
    b"+%2B+",
    b"?",
    b"#",
]
PATHS = ["/api/v1/search"] * 5 + ["/it/search/", "/en/search/", "/de/search/"] + ["/api/v1/search/suggest"] * 2


class Question(NamedTuple):
    path: str
    query: str  # as it stands in the address

    def __str__(self) -> str:
        return f"{self.path}?{self.query[:1500]}" + ("…" if len(self.query) > 1500 else "")


def hostile_text(random: Random) -> str:
    parts = [random.choice(random.choice([SYNTAX, NUMBERS, WORDS, DAYS, SYNTAX])) for _ in range(random.choice([1, 1, 1, 2, 3, 6]))]
    text = random.choice(["", " ", " ", "\n", ",", "/"]).join(parts)
    if random.random() < 0.3:  # the form refuses what is longer: most shall go further
        return text
    return text[: random.choice([40, 120, 200])]


def value_of(name: str, random: Random) -> str:
    chance = random.random()
    if chance < 0.62:
        return random.choice(FIELDS[name])
    if chance < 0.8:
        return random.choice(NUMBERS)
    return hostile_text(random)


def encoded(text: str, random: Random) -> str:
    if random.random() < 0.05:
        return quote_from_bytes(text.encode("utf-16", "replace"))
    return quote(text, safe=random.choice(["", "/,:", "'()*!"]), errors="replace")


def flood(random: Random) -> Iterable[tuple[str, str]]:
    """Hundreds of values: as many as are read, and more."""
    name = random.choice([*LISTED, *LISTED, *SINGLE, "unknown"])
    count = random.choice([59, 60, 61, 100, 999, 1000, 1001, 1500])
    values = FIELDS.get(name, ["x"])
    return [(name, f"{n:06}" if name == "municipality" else random.choice(values)[:50]) for n in range(count)]


def sensible(random: Random) -> list[tuple[str, str]]:
    """A question that is right, as a ground for one thing that is not."""
    pairs = [("check_in", str(DAY)), ("check_out", str(DAY + timedelta(days=2)))] if random.random() < 0.5 else [("q", "casa")]
    return pairs + ([("adults", "2"), ("sort", "price")] if random.random() < 0.5 else [])


def question(random: Random) -> Question:
    pairs: list[tuple[str, str]] = sensible(random) if random.random() < 0.4 else []
    if random.random() < 0.35:  # the box takes whatever it is: so most come through to the engine
        return Question(random.choice(PATHS), urlencode([*pairs, ("q", hostile_text(random)[:200])]))
    names = list(FIELDS)
    for _ in range(random.choice([1, 1, 2, 3, 5, 8])):
        name = random.choice([random.choice(names), random.choice(names), "q"])
        once = 1 if random.random() < 0.85 else random.randint(2, 5)
        pairs += [(name, value_of(name, random)) for _ in range(once)]
    if random.random() < 0.08:
        pairs.append((random.choice(STRANGE_NAMES), hostile_text(random)))
    if random.random() < 0.03:
        pairs += flood(random)
    random.shuffle(pairs)
    query = "&".join(f"{encoded(name, random)}={encoded(value, random)}" for name, value in pairs)
    if random.random() < 0.06:
        at = random.randint(0, len(query))
        query = query[:at] + random.choice(BROKEN_BYTES).decode("latin-1") + query[at:]
    return Question(random.choice(PATHS), query)


def questions(seed: int, count: int, only: Callable[[Question], bool] = lambda question: True) -> Iterable[Question]:
    random = Random(seed)
    for _ in range(count):
        if only(found := question(random)):
            yield found
