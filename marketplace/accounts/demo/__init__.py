# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Invented people with known logins, for the demo only."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from ..models import User

PASSWORD = "vino-nebbia-argine"  # noqa: S105 - the demo's, printed on purpose


@dataclass(frozen=True)
class Person:
    """A demo login."""

    email: str
    name: str
    language: str
    staff: bool = False


PEOPLE = {
    "guest": Person("guest@oltrepo.example", "Anna Weber", "de"),
    "artist": Person("artist@oltrepo.example", "Ilaria Fontanesi", "it"),
    "host": Person("host@oltrepo.example", "Carlo Dal Pozzo", "it"),
    "juror": Person("juror@oltrepo.example", "Miriam Okafor", "en"),
    "staff": Person("staff@oltrepo.example", "Federica Mantovani", "it", staff=True),
}


def load() -> int:
    """Make the demo's people where they are missing, their address confirmed; answers how many were new."""
    new = 0
    for person in PEOPLE.values():
        user = User.objects.filter(email=person.email).first()
        if user is None:
            new += 1
            user = User.objects.create_user(person.email, PASSWORD, full_name=person.name, language=person.language, is_staff=person.staff)
        EmailAddress.objects.get_or_create(user=user, email=person.email, defaults={"verified": True, "primary": True})
    return new


def logins() -> str:
    """Who can log in, a line each, and the one password."""
    lines = [f"{role}: {person.email}" for role, person in PEOPLE.items()]
    return "\n".join([*lines, f"password of all: {PASSWORD}"])
