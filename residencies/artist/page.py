# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the page of an application shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, gettext

from ..domain.check_open import closes_at
from ..forms.answers import count_words
from ..forms.application import ApplicationForm, row_name
from ..forms.fields import WITH_FILES, Field
from ..models import AnswerFile, Application
from ..programme.wording import euros, moment, time_left, zone_words
from ..vocabulary import FileKind
from .desk import Desk

ABOUT = ("name", "email", "phone", "country", "discipline", "language", "title")


@dataclass(frozen=True)
class Row:
    """A question of the page. `other` is what the other version says, where there are two; `when` the condition, in words."""

    bound: BoundField
    name: str
    words: int = 0
    most: int = 0
    other: str = ""
    differs: bool = False
    when: str = ""
    when_field: str = ""
    when_value: str = ""


@dataclass(frozen=True)
class Upload:
    """A question answered with files: those there are, what may be added, and what was wrong with the last ones."""

    name: str
    field_id: str
    label: str
    help: str
    required: bool
    files: list[AnswerFile]
    full: bool
    most: int
    most_mb: int
    kinds: str
    wrong: list[str]


def apply_context(
    desk: Desk,
    form: ApplicationForm,
    now: datetime,
    other: Mapping[str, Any] | None = None,
    *,
    strict: bool = False,
    wrong_files: Mapping[str, list[str]] | None = None,
) -> dict[str, Any]:
    """All that `residencies/artist/apply.html` needs. `other`: the version that was saved meanwhile. `strict`: each field says what it lacks."""
    problems = form.problems()
    if not strict:
        form.forgive_missing()
    theirs = _flat_answers(desk, other) if other is not None else None
    labels = {field.id: field for field in form.questions}
    entry, handed_in = desk.entry, desk.entry is not None and desk.entry.sent is not None
    return {
        "nav_current": "calls",
        "call": desk.call,
        "stage": desk.stage,
        "several_stages": len(desk.call.stages.all()) > 1,
        "application": desk.application,
        "stray": desk.stray,
        "form": form,
        "revision": desk.revision,
        "saved_at": entry.saved_at if entry else None,
        "handed_in": handed_in,
        "changed": handed_in and entry is not None and entry.sent_revision != entry.revision,
        "problems": problems,
        "conflict": other is not None,
        "about": [_row(form, name, theirs) for name in ABOUT],
        "needs": _row(form, "needs", theirs),
        "periods": [(it, _row(form, f"from-{it.pk}", theirs), _row(form, f"until-{it.pk}", theirs)) for it in form.periods],
        "questions": [_row(form, row_name(name), theirs, field, labels) for name, field in labels.items() if field.kind not in WITH_FILES],
        "uploads": _uploads(desk, form, wrong_files or {}),
        **_until(desk, now),
        "fee": euros(desk.call.fee) if desk.call.fee else "",
        "fee_due": fee_due(desk.application, desk),
        "may_withdraw": desk.application is not None,
    }


def _until(desk: Desk, now: datetime) -> dict[str, Any]:
    closing = closes_at(call=desk.call, stage=desk.stage, late=desk.late)
    return {
        "closing": closing,
        "deadline": moment(closing, desk.call),
        "zone": zone_words(closing, desk.call),
        "left": time_left(closing, now),
    }


def _uploads(desk: Desk, form: ApplicationForm, wrong: Mapping[str, list[str]]) -> list[Upload]:
    """The questions answered with files; one query."""
    language = (get_language() or "it")[:2]
    asked = [field for field in form.questions if field.kind in WITH_FILES]
    found = {file.pk: file for file in desk.entry.files.all()} if asked and desk.entry else {}
    return [
        Upload(
            name=row_name(field.id),
            field_id=field.id,
            label=field.in_language(field.label, language),
            help=field.in_language(field.help, language) if field.help else "",
            required=field.required,
            files=(files := [found[pk] for pk in form.working.get(field.id, []) if pk in found]),
            full=field.most is not None and len(files) >= field.most,
            most=field.most or 0,
            most_mb=field.most_mb or 0,
            kinds=", ".join(str(FileKind(kind).label) for kind in field.files),
            wrong=wrong.get(field.id, []),
        )
        for field in asked
    ]


def fee_due(application: Application | None, desk: Desk) -> bool:
    if application is None:
        return bool(desk.call.fee)
    return application.fee_state in (Application.Fee.DUE, Application.Fee.ASKED)


def _row(
    form: ApplicationForm,
    name: str,
    theirs: Mapping[str, str] | None,
    field: Field | None = None,
    labels: Mapping[str, Field] | None = None,
) -> Row:
    bound = form[name]
    mine = shown(bound.field, form.data.get(name))
    other = (theirs or {}).get(name, "")
    row: dict[str, Any] = {"other": other, "differs": theirs is not None and other != mine}
    if field is not None:
        most = int(bound.field.widget.attrs.get("data-words") or 0)
        row |= {"most": most, "words": count_words(str(form.data.get(name) or "")) if most else 0}
        if field.only_if and labels and (asked := labels.get(field.only_if.field_id)):
            label = asked.in_language(asked.label, (get_language() or "it")[:2])
            row |= {
                "when": gettext("Only if you answer “%(answer)s” to “%(question)s”")
                % {"answer": _option(asked, field.only_if.value), "question": label},
                "when_field": row_name(asked.id),
                "when_value": field.only_if.value,
            }
    return Row(bound=bound, name=name, **row)


def _option(field: Field, value: str) -> str:
    language = (get_language() or "it")[:2]
    found = next((option for option in field.options if option.value.casefold() == value.casefold()), None)
    return field.in_language(found.label, language) if found else value


def shown(field: forms.Field, raw: Any) -> str:
    """An answer in words: the label of what was chosen, not its code."""
    if raw in (None, "", [], False):
        return ""
    if raw is True:
        return gettext("yes")
    names = {str(code): str(label) for code, label in getattr(field, "choices", ())}
    return ", ".join(names.get(str(one), str(one)) for one in (raw if isinstance(raw, list) else [raw]))


def _flat_answers(desk: Desk, answers: Mapping[str, Any]) -> dict[str, str]:
    form = ApplicationForm(call=desk.call, fields=desk.fields, working=answers)
    return {name: shown(field, form.data.get(name)) for name, field in form.fields.items()}


def problem_list(form: ApplicationForm) -> list[dict[str, str]]:
    """What is missing or wrong, for the page's script."""
    return [{"name": it.name, "label": it.label, "words": it.words} for it in form.problems()]
