# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..errors import Stale
from ..forms.fields import WITH_FILES, fields_of
from ..models import Application, Entry, Stage
from .check_open import check_open
from .database_now import database_now
from .freeze_form import freeze_form


def save_entry(*, application: Application, stage: Stage, revision: int, answers: Mapping[str, Any]) -> Entry:
    """Keep what is written for a stage as its working copy; what was handed in is not touched. `revision`: the one that was read.

    Answers are kept as typed. Files stay as they are (they come and go by their own verbs), and so does what is frozen. Raises
    `Stale`, with the entry as it stands, when somebody else has saved since; `TooLate`, `WrongState`.
    """
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
        now = database_now()
        check_open(application=locked, stage=stage, now=now)
        entry = entry_for(application=locked, stage=stage)
        if entry.revision != revision:
            raise Stale(
                _("This application was saved elsewhere meanwhile: in another tab, or by somebody who writes with you."), entry=entry
            )
        kept = {name: value for name, value in answers.items() if name not in _untouchable(entry, now)}
        kept |= {name: entry.answers[name] for name in _untouchable(entry, now) if name in entry.answers}
        if kept != entry.answers:
            entry.answers, entry.revision, entry.saved_at = kept, entry.revision + 1, now
            entry.save(update_fields=["answers", "revision", "saved_at"])
    return entry


def entry_for(*, application: Application, stage: Stage) -> Entry:
    """What is written for the stage, locked; begun on the form as it stands now if nothing is. A later stage begins with what was said of the person."""
    found: Entry | None = (
        Entry.objects.select_for_update(of=("self",)).select_related("form_version").filter(application=application, stage=stage).first()
    )
    if found is not None:
        return found
    before = Entry.objects.filter(application=application).order_by("-stage__sort_order").first()
    about = before.answers.get("about", {}) if before else {}
    answers = {"about": about} if about else {}
    return Entry.objects.create(application=application, stage=stage, form_version=freeze_form(stage=stage), answers=answers)


def _untouchable(entry: Entry, now: Any) -> set[str]:
    """Fields that no text changes: files, and those frozen since they were handed in."""
    return {field.id for field in fields_of(entry.form_version) if field.kind in WITH_FILES} | frozen_fields(entry, now)


def frozen_fields(entry: Entry, now: Any) -> set[str]:
    """Fields that cannot be changed any more: handed in, and their day is over."""
    if entry.sent is None:
        return set()
    return {field.id for field in fields_of(entry.form_version) if field.frozen_at is not None and field.frozen_at <= now}
