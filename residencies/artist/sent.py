# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What was handed in, in words: for the page of an application, its PDF, and the copy of one's data."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel import Locale
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext

from marketplace.formats import day, interval, number

from ..domain.check_open import WRITABLE, is_open
from ..forms.fields import WITH_FILES, Field, Kind, fields_of
from ..models import Application, Entry
from ..programme.wording import moment
from ..queries.applications import current_stage
from ..vocabulary import CallLanguage, Discipline, Need


@dataclass(frozen=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True)
class Page:
    """One stage as it was handed in."""

    title: str
    sent_at: str
    lines: list[Line]


@dataclass(frozen=True)
class Card:
    """An application in a list. `editable`: its page takes changes now; `changed`: there are some that were not handed in."""

    application: Application
    title: str
    state: str
    stage: str
    deadline: str
    sent_at: str
    editable: bool
    changed: bool


def summary_of(application: Application, now: datetime) -> Card:
    """Makes no query for an application of `applications_of`."""
    stage = current_stage(application=application)
    entries = list(application.entries.all())
    entry = next((it for it in entries if stage is not None and it.stage_id == stage.pk), None)
    sent = max((it.sent_at for it in entries if it.sent_at), default=None)
    title = application.title or next((it.answers.get("about", {}).get("title", "") for it in entries), "")
    closing = stage.deadline_at or application.call.deadline_at if stage else application.call.deadline_at
    return Card(
        application=application,
        title=title,
        state=application.get_state_display(),
        stage=str(stage) if stage and len(application.call.stages.all()) > 1 else "",
        deadline=moment(closing, application.call),
        sent_at=moment(sent, application.call) if sent else "",
        editable=application.state in WRITABLE and stage is not None and is_open(call=application.call, stage=stage, now=now),
        changed=entry is not None and entry.sent is not None and entry.sent_revision != entry.revision,
    )


def sent_pages(application: Application) -> list[Page]:
    """All that was handed in, stage by stage; the first begins with what is said of the person."""
    pages: list[Page] = []
    for entry in sorted(application.entries.all(), key=lambda it: it.stage.sort_order or 0):
        if entry.sent is not None and entry.sent_at is not None:
            lines = ([] if pages else about_lines(application)) + answer_lines(entry)
            pages.append(Page(str(entry.stage), moment(entry.sent_at, application.call), lines))
    return pages


def about_lines(application: Application) -> list[Line]:
    """The application's columns in words."""
    language = (get_language() or "it")[:2]
    ranges = [(parse_date(first), parse_date(last)) for first, last in application.availability]
    lines = [
        (gettext("First and last name"), application.name),
        (gettext("E-mail"), application.email),
        (gettext("Phone"), application.phone),
        (gettext("Where you live"), Locale.parse(language).territories.get(application.country, application.country)),
        (gettext("Discipline"), _label(Discipline, application.discipline)),
        (gettext("Language of the application"), _label(CallLanguage, application.language)),
        (gettext("Title of the project"), application.title),
        (gettext("When you can come"), "; ".join(str(interval(first, last)) for first, last in ranges)),
        (gettext("What you need to come"), ", ".join(_label(Need, need) for need in application.needs)),
    ]
    return [Line(label, str(text)) for label, text in lines if text]


def answer_lines(entry: Entry) -> list[Line]:
    """The answers handed in for one stage, in the order of its form."""
    language = (get_language() or "it")[:2]
    sent = entry.sent or {}
    names = (
        {file.pk: file.name for file in entry.files.all()}
        if any(field.kind in WITH_FILES for field in fields_of(entry.form_version))
        else {}
    )
    return [
        Line(field.in_language(field.label, language), _answer(field, sent[field.id], language, names))
        for field in fields_of(entry.form_version)
        if field.id in sent
    ]


def _answer(field: Field, value: Any, language: str, names: dict[int, str]) -> str:
    if field.kind is Kind.CONSENT:
        return gettext("yes")
    if field.kind in WITH_FILES:
        return "\n".join(names.get(int(one), "") for one in value)
    if field.kind is Kind.DATE:
        return str(day(date.fromisoformat(value)))
    if field.kind is Kind.NUMBER:
        return str(number(float(value)))
    labels = {option.value: field.in_language(option.label, language) for option in field.options}
    return ", ".join(labels.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value]))


def _label(words: Any, value: str) -> str:
    return str(words(value).label) if value in words.values else value
