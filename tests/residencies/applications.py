# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Applications as rows, handed in already; and a call whose jury is over, with what was decided."""

from itertools import count
from typing import Any

from django.utils import timezone

from residencies.domain.answer_offer import answer_offer
from residencies.domain.decide_application import decide_application
from residencies.domain.publish_decisions import publish_decisions
from residencies.models import Application, Award, Call, Entry, FormVersion, Stage
from tests import factories as make

from .calls import DAY, make_call

_numbers = count(1)


def stage_of(call: Call, place: int = 0) -> Stage:
    return Stage.objects.filter(call=call).order_by("sort_order", "pk")[place]


def make_application(call: Call, *, stage: Stage | None = None, state: str = "submitted", **fields: Any) -> Application:
    """Handed in for a stage (the first), by an artist of its own unless `user` says whose."""
    n, now = next(_numbers), timezone.now()
    user = fields.pop("user", None) or make.make_user()
    defaults = {
        "number": f"A-T{n:05d}",
        "user": user,
        "name": f"Artista {n}",
        "email": user.email,
        "submitted_at": now,
        "title": f"Opera {n}",
    }
    application = Application.objects.create(call=call, state=state, **{**defaults, **fields})
    stage = stage or stage_of(call)
    form, _new = FormVersion.objects.get_or_create(stage=stage, number=1, defaults={"fields": []})
    Entry.objects.create(
        application=application, stage=stage, form_version=form, answers={}, revision=1, sent={}, sent_revision=1, sent_at=now
    )
    return application


def judged_call(*, places: int = 2, **fields: Any) -> Call:
    """A call whose jury has ended yesterday; its nights are kept for 50 days more."""
    now = timezone.now()
    times = {"opens_at": now - 60 * DAY, "deadline_at": now - 30 * DAY, "jury_from": now - 30 * DAY, "jury_until": now - DAY}
    return make_call(places=places, **{**times, "publication_at": now, **fields})


def decide(call: Call, outcomes: str, actor: Any) -> list[Application]:
    """One application a letter: A(ward), W(aiting list, in order), D(ecline)."""
    words = {"A": "award", "W": "waiting", "D": "decline"}
    stage = stage_of(call)
    made = [make_application(call) for _letter in outcomes]
    for application, letter in zip(made, outcomes, strict=True):
        decide_application(application=application, stage=stage, outcome=words[letter], actor=actor)
    return made


def awarded(call: Call, outcomes: str = "A") -> list[Award]:
    """Decided and published; every offer accepted."""
    staff = make.make_user()
    decide(call, outcomes, staff)
    publish_decisions(stage=stage_of(call), actor=staff)
    return [answer_offer(award=award, accept=True) for award in Award.objects.filter(call=call).order_by("seat")]
