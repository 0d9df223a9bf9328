# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The one redactor of blind calls: takes out of a text what says who wrote it, and puts a word in its place.

It would rather take out too much than too little: a painter called Rosa loses the colour as well.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import phonenumbers
from django.utils.translation import pgettext

from ..forms.fields import Field, Kind, fields_of
from ..models import Application, CoApplicant, Entry
from .folding import fold_with_places
from .names import Names, words_of_address, words_of_link

TLDS = (
    "com|org|net|info|biz|name|art|arte|studio|studios|gallery|photo|photos|photography|design|graphics|ink|me|eu|online|site|website|space"
    "|xyz|blog|app|dev|works|work|academy|film|films|video|music|band|audio|fm|live|world|page|link|bio|social|land|house|earth|club|live|io"
    "|it|de|ch|at|fr|es|uk|nl|be|pl|pt|cz|se|no|fi|dk|ie|gr|hr|si|sk|hu|ro|bg|lt|lv|ee|lu|li|mt|is|al|rs|ba|mk|ua|ru|tr|us|ca|br|ar|mx|cl|co"
    "|pe|jp|kr|cn|hk|tw|in|au|nz|za|ng|ke|eg|ma|tn|il|ir|lb|ge|am|tv|cc|gg|to|ly|be|gd"
)
SPOKEN = "com|org|net|info|eu|it|de|ch|fr|art|studio"  # after “punto”, “dot”: without those that are words of their own
SERVICES = (
    "instagram|insta|ig|facebook|fb|twitter|tiktok|telegram|whatsapp|signal|youtube|vimeo|behance|soundcloud|bandcamp|spotify|linkedin|mastodon"
    "|bluesky|threads|flickr|tumblr|pinterest|skype|linktree|patreon|github|artstation|deviantart"
)
DOT = r"(?:\s?(?:\(|\[|\{)\s?(?:dot|punto|punkt)\s?(?:\)|\]|\})\s?|\s(?:dot|punto|punkt)\s|\.)"
AT = r"(?:\s?(?:\(|\[|\{)\s?(?:at|chiocciola|klammeraffe|ät)\s?(?:\)|\]|\})\s?|\s(?:at|chiocciola)\s|\s?@\s?)"
MAIL = re.compile(rf"(?<![\w.+-])[\w.+'-]{{1,64}}{AT}[\w-]{{1,63}}(?:{DOT}[\w-]{{1,63}}){{1,4}}")
WORD = re.compile(r"\S+")
LINK = re.compile(
    rf"(?:https?|ftp)://\S+|www\.\S+|(?<![\w@.-])(?:[^\W_][\w-]{{0,62}}\.){{1,4}}(?:{TLDS})(?![\w-])(?:/\S*)?"
    rf"|(?<![\w.-])[\w-]{{2,63}}(?:\s?[(\[{{]\s?(?:dot|punto|punkt)\s?[)\]}}]\s?|\s(?:dot|punto|punkt)\s)(?:{SPOKEN})(?![\w-])"
)
HANDLE = re.compile(rf"(?<![^\W_])(?:{SERVICES})\s{{0,2}}[:=/|>]\s{{0,2}}[\w.@/-]+|(?<![\w/])[ur]/[\w-]{{3,}}")
DIGITS = re.compile(r"\d(?:[\s()./\-]{0,3}\d){5,17}")
ABROAD = re.compile(r"(?:\+|(?<!\d)00)\s?\d(?:[\s()./\-]{0,3}\d){6,14}")
NUMBERS = re.compile(  # tax code of Italy, IBAN
    r"(?<!\w)[a-z]{6}\s?[\dlmnpqrstuv]{2}\s?[a-ehlmprst][\dlmnpqrstuv]{2}\s?[a-z][\dlmnpqrstuv]{3}[a-z](?!\w)"
    r"|(?<!\w)[a-z]{2}\d{2}(?:\s?[a-z\d]{4}){3,7}(?:\s?[a-z\d]{1,4})?(?!\w)"
)
SHORT = 80  # letters: a personal answer up to this length is looked for in the others


def _mark(kind: str) -> str:
    return {
        "mail": pgettext("taken out of a text", "[e-mail]"),
        "link": pgettext("taken out of a text", "[link]"),
        "phone": pgettext("taken out of a text", "[phone]"),
        "number": pgettext("taken out of a text", "[number]"),
        "name": pgettext("taken out of a text", "[name]"),
    }[kind]


@dataclass(frozen=True)
class Redactor:
    """Knows what would give one application's people away. `blind=False` leaves texts as they are.

    `names` are names of people and of what they answer to, `numbers` the digits of their telephones, `regions` ISO codes of the countries
    whose way of writing numbers counts.
    """

    names: Names = field(default_factory=Names)
    numbers: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ("IT",)
    blind: bool = True

    def text(self, value: str) -> str:
        """The text without names, addresses, links and numbers."""
        if not self.blind or not value:
            return value
        folded, places = fold_with_places(value)
        kept, end = [], 0
        for first, last, kind in _apart(sorted(self._found(value, folded, places))):
            kept += [value[end:first], _mark(kind)]
            end = last
        return "".join([*kept, value[end:]])

    def gives_away(self, value: str) -> bool:
        """Whether anything in the text would be taken out."""
        folded, places = fold_with_places(value)
        return next(self._found(value, folded, places), None) is not None

    def _found(self, value: str, folded: str, places: list[int] | None) -> Iterator[tuple[int, int, str]]:
        for first, last, kind in self._in_folded(folded):
            if last > first:
                yield (first, last, kind) if places is None else (places[first], places[last - 1] + 1, kind)
        for found in self.names.short.finditer(value) if self.names.short else ():
            yield found.start(), found.end(), "name"
        yield from self._phones(value)

    def _in_folded(self, folded: str) -> Iterator[tuple[int, int, str]]:
        for pattern, kind in ((MAIL, "mail"), (LINK, "link"), (HANDLE, "link"), (NUMBERS, "number")):
            for found in pattern.finditer(folded):
                yield found.start(), found.end(), kind
        for found in WORD.finditer(folded) if "@" in folded else ():
            if "@" in found[0].strip("@"):
                yield found.start(), found.end(), "mail"
            elif len(found[0]) > 2 and found[0].lstrip("([{\"'«“").startswith("@"):
                yield found.start(), found.end(), "link"
        for pattern in self.names.patterns:
            for found in pattern.finditer(folded):
                yield found.start(), found.end(), "name"

    def _phones(self, value: str) -> Iterator[tuple[int, int, str]]:
        if not DIGITS.search(value):
            return
        for found in ABROAD.finditer(value):
            yield found.start(), found.end(), "phone"
        for found in DIGITS.finditer(value):
            digits = re.sub(r"\D", "", found[0])
            if any(own[-7:] in digits for own in self.numbers):
                yield found.start(), found.end(), "phone"
        for region in self.regions:
            for match in phonenumbers.PhoneNumberMatcher(value, region, leniency=phonenumbers.Leniency.VALID):
                yield match.start, match.end, "phone"


def _apart(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that touch become one, named after the longest of them."""
    joined: list[tuple[int, int, str, int]] = []
    for first, last, kind in spans:
        if joined and first < joined[-1][1]:
            start, end, name, longest = joined[-1]
            longer = last - first > longest
            joined[-1] = (start, max(end, last), kind if longer else name, max(longest, last - first))
        else:
            joined.append((first, last, kind, last - first))
    return [(first, last, kind) for first, last, kind, _longest in joined]


def redactor_for(application: Application) -> Redactor:
    """The redactor of an application, by its call; costs queries unless call, user, co-applicants with users, and entries are prefetched."""
    if not application.call.blind:
        return Redactor(blind=False)
    names = Names()
    for person in _people(application):
        names.add_name(person)
    numbers = {application.phone, getattr(application.user, "phone", "")}
    for address in _addresses(application):
        names.add_names(words_of_address(address))
    for entry in application.entries.all():
        for question, value in _personal(entry):
            _learn(names, numbers, question, value)
    digits = {re.sub(r"\D", "", number or "") for number in numbers}
    return Redactor(
        names=names.ready(),
        numbers=frozenset(number for number in digits if len(number) >= 7),
        regions=tuple(dict.fromkeys(["IT", *([application.country.upper()] if application.country else [])])),
    )


def _people(application: Application) -> Iterator[str]:
    yield application.name
    if application.user is not None:
        yield application.user.full_name
    for other in _co_applicants(application):
        if other.user is not None:
            yield other.user.full_name


def _addresses(application: Application) -> Iterator[str]:
    yield application.email
    if application.user is not None:
        yield application.user.email
    for other in _co_applicants(application):
        yield other.email
        if other.user is not None:
            yield other.user.email


def _co_applicants(application: Application) -> Iterable[CoApplicant]:
    """All who were ever asked: who was removed may still stand in the texts."""
    return application.co_applicants.all()


def _personal(entry: Entry) -> Iterator[tuple[Field, Any]]:
    """Answers that say who somebody is: personal ones, and links, whoever may see them."""
    for question in fields_of(entry.form_version):
        value = (entry.sent or {}).get(question.id)
        if value and (question.personal or question.kind is Kind.LINK):
            yield question, value


def _learn(names: Names, numbers: set[str], question: Field, value: Any) -> None:
    if question.kind is Kind.LINK:
        names.add_names(words_of_link(str(value)))
    elif question.kind is Kind.TEXT and len(str(value)) <= SHORT:
        text = str(value)
        if "@" in text:
            names.add_names(words_of_address(text))
        elif len(re.sub(r"\D", "", text)) >= 7:
            numbers.add(text)
        elif any(letter.isalpha() for letter in text):
            names.add_name(text, loosely=True)
