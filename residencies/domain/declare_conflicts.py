# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Iterable, Mapping

from django.db import transaction

from ..jury.folding import fold, spellings
from ..jury.names import SEPARATED
from ..jury.reasons import Found
from ..models import Application, Conflict, Juror
from ..queries.jury import applications_of, with_people
from .database_now import database_now
from .record_conflict import record_conflict


def declare_conflicts(*, juror: Juror, reasons: Mapping[str, str], people: Iterable[str]) -> None:
    """What a juror says of herself: `reasons` by an application's number, and people she is close to, as names or e-mail addresses.

    Whoever of those people takes part in an application makes it a conflict. What comes of a name is never told to the juror (she would learn who has
    applied), and the names are not kept. Numbers that are not of her stage are passed over. From now on she may be given readings.
    """
    asked = [_Asked(person) for person in people if person.strip()]
    with transaction.atomic():
        locked = Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
        for application in with_people(applications_of(stage=juror.stage)):
            if reason := reasons.get(application.number, "").strip():
                record_conflict(juror=juror, application=application, source=Conflict.Source.DECLARED, reason=reason, actor=juror.user)
            elif asked and any(person.takes_part(application) for person in asked):
                record_conflict(juror=juror, application=application, source=Conflict.Source.FOUND, reason=str(Found.KNOWN))
        locked.conflicts_declared_at = juror.conflicts_declared_at = database_now()
        locked.save(update_fields=["conflicts_declared_at"])


class _Asked:
    """Somebody a juror has typed: an address, or a name of which at least two words, or the last, must be the same."""

    def __init__(self, typed: str) -> None:
        self.address = fold(typed.strip()) if "@" in typed else ""
        self.forms = [_words(form) for form in spellings(typed)]

    def takes_part(self, application: Application) -> bool:
        people = [(application.name, application.email)]
        users = [application.user, *(other.user for other in application.co_applicants.all())]
        people += [(user.full_name, user.email) for user in users if user is not None]
        people += [("", other.email) for other in application.co_applicants.all()]
        return any(self._is(name, email) for name, email in people)

    def _is(self, name: str, email: str) -> bool:
        if self.address:
            return self.address == fold(email.strip())
        return any(any(self._same(typed, words) for typed in self.forms) for words in map(_words, spellings(name) if name else ()))

    @staticmethod
    def _same(typed: list[str], words: list[str]) -> bool:
        if not typed or not words or not (set(typed) <= set(words) or set(words) <= set(typed)):
            return False
        return min(len(typed), len(words)) > 1 or typed == words[-1:] or len(words) == 1


def _words(text: str) -> list[str]:
    return [word for word in SEPARATED.split(text) if len(word) > 1]
