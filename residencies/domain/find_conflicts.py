# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.models import BusinessMember
from marketplace.accounts.models import User

from ..forms.fields import Field, Kind, fields_of
from ..jury.folding import fold, spellings
from ..jury.names import own_domains
from ..jury.reasons import Found
from ..models import Application, Conflict, Entry, Juror, Stage
from ..queries.jury import applications_of, with_people
from .lift_conflict import lifted, pair
from .record_conflict import record_conflict

ADDRESS = re.compile(r"(?:^|_)(?:address|indirizzo|residenza|anschrift|adresse|home)(?:_|$)")  # short names of fields for a postal address
MOST_LETTERS = 100_000  # letters of an application that are looked through


@dataclass(frozen=True)
class _Person:
    """What a person can be recognised by."""

    user: int | None = None
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    businesses: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Applicants:
    application: Application
    main: _Person
    others: tuple[_Person, ...]
    text: str = field(repr=False, default="")


def find_conflicts(*, stage: Stage) -> int:
    """Note every conflict of interest that shows from what the house knows, between those who read for the stage and those who take part in it;
    answers how many were new.

    Looked at: the account, e-mail addresses, own domains (not those of mail providers), telephone numbers, postal addresses, businesses,
    co-applicants, and whether the juror's full name stands in what was handed in. What staff has lifted stays lifted.
    """
    jurors = list(Juror.objects.filter(stage=stage, state__in=[Juror.State.ACCEPTED, Juror.State.INVITED]).select_related("user"))
    applications = list(with_people(applications_of(stage=stage)))
    if not jurors or not applications:
        return 0
    known = set(Conflict.objects.filter(juror__in=jurors).values_list("juror_id", "application_id"))
    passed, businesses, homes = lifted(), _businesses(), _homes({juror.user_id for juror in jurors if juror.user_id})
    sides = [_applicants(application, businesses) for application in applications]
    new = 0
    for juror in jurors:
        person = _juror(juror, businesses, homes)
        for side in sides:
            key = (juror.pk, side.application.pk)
            reason = None if key in known or pair(*key) in passed else _reason(person, juror.name, side)
            if reason is not None:
                new += record_conflict(juror=juror, application=side.application, source=Conflict.Source.FOUND, reason=reason)
    return new


def _reason(juror: _Person, name: str, side: _Applicants) -> str | None:
    everybody = (side.main, *side.others)
    if juror.user is not None and juror.user == side.main.user:
        return str(Found.SAME_PERSON)
    if any(juror.user is not None and juror.user == other.user for other in side.others):
        return str(Found.CO_APPLICANT)
    for reason, fact in (
        (Found.SAME_ADDRESS, "addresses"),
        (Found.SAME_PHONE, "phones"),
        (Found.HOUSEHOLD, "homes"),
        (Found.BUSINESS, "businesses"),
        (Found.SAME_SITE, "domains"),
    ):
        if any(getattr(juror, fact) & getattr(other, fact) for other in everybody):
            return str(reason)
    if any(_stands_in(spelling, side.text) for spelling in juror.names):
        return str(Found.WORKED)
    return None


def _stands_in(name: str, text: str) -> bool:
    """A full name, first name first or last; a single word says too little."""
    words = name.split()
    if len(words) < 2:
        return False
    forms = (words, [words[-1], *words[:-1]])
    return any(re.search(r"(?<!\w)" + r"[\s,]+".join(map(re.escape, form)) + r"(?!\w)", text) for form in forms)


def _juror(juror: Juror, businesses: dict[int, frozenset[int]], homes: dict[int, frozenset[str]]) -> _Person:
    user = juror.user
    addresses = {juror.email, *([user.email] if user else [])}
    names = {juror.name, *([user.full_name] if user else [])}
    return _Person(
        user=juror.user_id,
        names=frozenset(spelling for name in names if name for spelling in spellings(" ".join(name.split()))),
        addresses=_folded(addresses),
        domains=_domains(addresses),
        phones=_phones([user.phone] if user else []),
        homes=homes.get(juror.user_id or 0, frozenset()),
        businesses=businesses.get(juror.user_id or 0, frozenset()),
    )


def _applicants(application: Application, businesses: dict[int, frozenset[int]]) -> _Applicants:
    others = tuple(
        _person(other.user, other.email, "", businesses) for other in application.co_applicants.all() if other.state != other.State.REMOVED
    )
    answers = list(_sent(application.entries.all()))
    text = fold(" ".join([application.title, *(str(value) for _question, value in answers)])[:MOST_LETTERS])
    main = _person(application.user, application.email, application.phone, businesses)
    links = {str(value) for question, value in answers if question.kind is Kind.LINK}
    main = replace(main, domains=main.domains | _domains(links), homes=_homes_in(answers))
    return _Applicants(application, main, others, text)


def _person(user: User | None, email: str, phone: str, businesses: dict[int, frozenset[int]]) -> _Person:
    addresses = {email, *([user.email] if user else [])} - {""}
    return _Person(
        user=user.pk if user else None,
        addresses=_folded(addresses),
        domains=_domains(addresses),
        phones=_phones([phone, user.phone if user else ""]),
        businesses=businesses.get(user.pk if user else 0, frozenset()),
    )


def _sent(entries: Any) -> Iterator[tuple[Field, Any]]:
    for entry in entries:
        for question in fields_of(entry.form_version):
            value = (entry.sent or {}).get(question.id)
            if value:
                yield question, value


def _homes(users: set[int]) -> dict[int, frozenset[str]]:
    """Postal addresses that jurors gave in applications of their own."""
    found: dict[int, frozenset[str]] = {}
    own = Entry.objects.filter(application__user__in=users, sent__isnull=False).select_related("form_version", "application")
    for entry in own:
        user = entry.application.user_id or 0
        found[user] = found.get(user, frozenset()) | _homes_in(list(_sent([entry])))
    return found


def _homes_in(answers: list[tuple[Field, Any]]) -> frozenset[str]:
    """Long enough to be a street with a number, without spaces and signs."""
    plain = (re.sub(r"\W", "", fold(str(value))) for question, value in answers if question.personal and ADDRESS.search(question.code))
    return frozenset(home for home in plain if len(home) >= 8 and any(letter.isdigit() for letter in home))


def _businesses() -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for user, business in BusinessMember.objects.values_list("user_id", "business_id"):
        found[user] = found.get(user, frozenset()) | {business}
    return found


def _folded(addresses: set[str]) -> frozenset[str]:
    return frozenset(fold(address.strip()) for address in addresses if address)


def _domains(addresses: set[str]) -> frozenset[str]:
    return frozenset(domain for address in addresses for domain in own_domains(address))


def _phones(numbers: list[str]) -> frozenset[str]:
    digits = (re.sub(r"\D", "", number or "") for number in numbers)
    return frozenset(number[-9:] for number in digits if len(number) >= 7)
