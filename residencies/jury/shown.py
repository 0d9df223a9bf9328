# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What of an application others than its artist see: the only way from its rows to a juror's page, an export or a mail."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language, pgettext

from marketplace import formats

from ..forms.fields import WITH_FILES, Field, Kind, fields_of
from ..models import AnswerFile, Application, Entry
from ..vocabulary import CallLanguage, Discipline, FileKind
from .redact import Redactor, redactor_for

LONGEST = 60_000  # letters of one answer that are shown


@dataclass(frozen=True)
class ShownFile:
    """A file under a name that says nothing of whose it is."""

    pk: int
    kind: str
    name: str
    alt: str
    width: int | None
    height: int | None


@dataclass(frozen=True)
class ShownAnswer:
    """A question and what was answered. `link` is an address to open, never in a blind call; `criterion` the place of the criterion it argues."""

    label: str
    kind: Kind
    text: str = ""
    items: tuple[str, ...] = ()
    link: str = ""
    files: tuple[ShownFile, ...] = ()
    criterion: int | None = None


@dataclass(frozen=True)
class ShownApplication:
    """An application as it may be shown: `name` and `country` are empty in a blind call. What the artist needs is nobody's business here."""

    number: str
    title: str
    name: str
    country: str
    discipline: str
    language: str
    answers: tuple[ShownAnswer, ...]

    @property
    def pictures(self) -> list[ShownFile]:
        return [file for answer in self.answers for file in answer.files if file.kind == FileKind.IMAGE]


def show_application(application: Application, *, entry: Entry | None = None, redactor: Redactor | None = None) -> ShownApplication:
    """The application with the answers handed in for one stage (`entry`), or without any. Personal answers and those the jury does not see are left
    out in every call; in a blind one the rest is redacted.
    """
    redactor = redactor or redactor_for(application)
    language = (get_language() or "it")[:2]
    return ShownApplication(
        number=application.number,
        title=redactor.text(application.title),
        name="" if redactor.blind else application.name,
        country="" if redactor.blind else application.country,
        discipline=_word(Discipline, application.discipline),
        language=_word(CallLanguage, application.language),
        answers=tuple(_answers(entry, redactor, language)) if entry else (),
    )


def seen_by_jury(question: Field) -> bool:
    """Whether answers to the question reach jurors at all."""
    return question.jury_sees and not question.personal


def _answers(entry: Entry, redactor: Redactor, language: str) -> Iterator[ShownAnswer]:
    sent: Mapping[str, Any] = entry.sent or {}
    files = {file.pk: file for file in entry.files.all()}
    counts: dict[str, int] = {}
    for question in fields_of(entry.form_version):
        value = sent.get(question.id)
        if seen_by_jury(question) and value not in (None, "", []):
            yield _answer(question, value, redactor, language, files, counts)


def _answer(
    question: Field, value: Any, redactor: Redactor, language: str, files: Mapping[int, AnswerFile], counts: dict[str, int]
) -> ShownAnswer:
    shown: dict[str, Any] = {}
    if question.kind in WITH_FILES:
        shown["files"] = tuple(_file(files[pk], redactor, counts) for pk in _whole_numbers(value) if pk in files)
    elif question.kind is Kind.CHOICES:
        shown["items"] = tuple(redactor.text(_option(question, item, language)) for item in value if isinstance(item, str))
    elif question.kind is Kind.CONSENT:
        shown["text"] = pgettext("answer to a consent", "Yes") if value is True else pgettext("answer to a consent", "No")
    else:
        text = _text(question, value, language)[:LONGEST]
        shown["text"] = redactor.text(text)
        if question.kind is Kind.LINK and not redactor.blind and text.startswith(("https://", "http://")):
            shown["link"] = text
    return ShownAnswer(label=question.in_language(question.label, language), kind=question.kind, criterion=question.criterion, **shown)


def _text(question: Field, value: Any, language: str) -> str:
    if question.kind is Kind.CHOICE:
        return _option(question, str(value), language)
    try:
        if question.kind is Kind.DATE:
            return formats.day(date.fromisoformat(str(value)))
        if question.kind is Kind.NUMBER:
            return str(formats.number(Decimal(str(value))))
    except (ValueError, InvalidOperation):
        pass  # shown as it was written
    return str(value)


def _option(question: Field, value: str, language: str) -> str:
    return next((question.in_language(option.label, language) for option in question.options if option.value == value), value)


def _file(file: AnswerFile, redactor: Redactor, counts: dict[str, int]) -> ShownFile:
    """Numbered by kind, as it comes. A file's own name is never shown, also where names are known."""
    counts[file.kind] = counts.get(file.kind, 0) + 1
    name = f"{_word(FileKind, file.kind)} {counts[file.kind]}"
    return ShownFile(file.pk, file.kind, name, redactor.text(file.alt), file.width, file.height)


def _whole_numbers(value: Any) -> Iterable[int]:
    return [item for item in value if isinstance(item, int)] if isinstance(value, list) else []


def _word(words: Any, value: str) -> str:
    return str(words(value).label) if value in words.values else value
