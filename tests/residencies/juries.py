# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A call with its jury: applications handed in, jurors who have declared, criteria; rows are written directly."""

from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from residencies.domain.invite_juror import hash_of
from residencies.models import Application, Assignment, Call, Criterion, Entry, FormVersion, Juror, Stage
from tests import factories as make

from .calls import DAY, make_call

_numbers = count(1)
TEXT, NAME, HIDDEN, SITE, SHOTS = "f-text", "f-name", "f-hidden", "f-site", "f-shots"
QUESTIONS = [
    {"id": TEXT, "kind": "long_text", "label": {"it": "Il progetto"}},
    {"id": NAME, "kind": "text", "label": {"it": "Nome d’arte"}, "personal": True, "jury_sees": False},
    {"id": HIDDEN, "kind": "text", "label": {"it": "Solo per l’ufficio"}, "jury_sees": False},
    {"id": SITE, "kind": "link", "label": {"it": "Sito"}, "jury_sees": True},
    {"id": SHOTS, "kind": "portfolio", "label": {"it": "Opere"}, "jury_sees": True, "files": ["image"]},
]


def jury_call(**fields: Any) -> Call:
    """A call that is with its jury, of one stage, with two criteria."""
    now = timezone.now()
    call = make_call(**{"opens_at": now - 40 * DAY, "deadline_at": now - 5 * DAY, **fields})
    call.criteria = [Criterion(name="Progetto", weight=3, highest=5), Criterion(name="Luogo", weight=1, highest=10)]
    call.save()
    return Call.objects.get(pk=call.pk)


def stage_of(call: Call) -> Stage:
    return Stage.objects.filter(call=call).order_by("sort_order")[0]


def handed_in(call: Call, *, sent: dict[str, Any] | None = None, questions: Any = QUESTIONS, **fields: Any) -> Application:
    n, stage = next(_numbers), stage_of(call)
    version = FormVersion.objects.filter(stage=stage, fields=questions).first() or FormVersion.objects.create(
        stage=stage, number=stage.form_versions.count() + 1, fields=questions
    )
    moment = call.deadline_at - DAY
    defaults = {"number": f"A-T{n:05d}", "state": "submitted", "submitted_at": moment, "title": f"Opera {n}", "discipline": "visual_arts"}
    application = Application.objects.create(call=call, **{**defaults, **fields})
    answers = {TEXT: "Terra cruda."} if sent is None else sent
    Entry.objects.create(
        application=application,
        stage=stage,
        form_version=version,
        answers=answers,
        revision=1,
        sent=answers,
        sent_revision=1,
        sent_at=moment,
    )
    return application


def make_juror(call: Call, *, declared: bool = True, **fields: Any) -> Juror:
    user = fields.pop("user", None) or make.make_user()
    defaults = {"email": user.email, "name": user.full_name, "state": "accepted", "token_hash": hash_of(f"t{next(_numbers)}")}
    declared_at = timezone.now() if declared else None
    return Juror.objects.create(stage=stage_of(call), user=user, conflicts_declared_at=declared_at, **{**defaults, **fields})


def give(juror: Juror, *applications: Application) -> None:
    Assignment.objects.bulk_create([Assignment(juror=juror, application=each) for each in applications])


def desk_of(juror: Juror) -> Client:
    client = Client()
    client.force_login(juror.user, backend="django.contrib.auth.backends.ModelBackend")
    return client
