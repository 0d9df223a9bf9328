# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import NotAllowed

from ..errors import Incomplete, Stale
from ..forms.application import ApplicationForm
from ..models import Application, Entry, Stage
from ..states import ApplicationState
from .attach_file import drop_unused
from .check_open import check_open
from .database_now import database_now
from .save_entry import entry_for
from .set_application_state import set_application_state
from .tell_artist import tell_submitted

SETTLED = frozenset({Application.Fee.NONE, Application.Fee.PAID, Application.Fee.WAIVED})


def submit_application(*, application: Application, stage: Stage, revision: int, actor: User) -> Entry:
    """Hand in what is written for a stage, whole or not at all: snapshot, state, moment, mail. Before the second of the deadline, by the
    database's clock read under the application's row lock; handing in the same again does nothing.

    Raises `TooLate`, `WrongState`, `Stale`, `Incomplete` (what is missing), `NotAllowed` (not hers, address not confirmed).
    """
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
        now = database_now()
        _check_person(locked, actor)
        entry = entry_for(application=locked, stage=stage)
        if entry.sent is not None and entry.sent_revision == entry.revision == revision:
            return entry
        check_open(application=locked, stage=stage, now=now)
        if entry.revision != revision:
            raise Stale(
                _("This application was saved elsewhere meanwhile: in another tab, or by somebody who writes with you."), entry=entry
            )
        form = ApplicationForm.of_entry(call=locked.call, entry=entry, application=locked)
        if problems := form.problems():
            raise Incomplete(_("Something is still missing."), missing=problems)
        if locked.fee_state not in SETTLED:
            raise Incomplete(_("The application fee is not settled yet."), missing=[])
        _write_down(locked, entry, form, now)
        _set_state(locked, actor, now)
        tell_submitted(application=locked, entry=entry)
    return entry


def _check_person(application: Application, actor: User) -> None:
    if application.user_id != actor.pk:
        raise NotAllowed(_("Only who began the application hands it in."))
    if not EmailAddress.objects.filter(user=actor, verified=True).exists():
        raise NotAllowed(_("Confirm your e-mail address first."), code="email-not-confirmed")


def _write_down(application: Application, entry: Entry, form: ApplicationForm, now: datetime) -> None:
    """What is handed in: answers as a snapshot, what is said of the person in the application's own columns."""
    about: dict[str, Any] = form.about()
    for name, value in about.items():
        setattr(application, name, value)
    application.submitted_at = now
    application.save(update_fields=[*about, "submitted_at"])
    entry.sent, entry.sent_revision, entry.sent_at = form.snapshot(), entry.revision, now
    entry.save(update_fields=["sent", "sent_revision", "sent_at"])
    drop_unused(entry)


def _set_state(application: Application, actor: User, now: datetime) -> None:
    if application.state != ApplicationState.SUBMITTED:
        set_application_state(application=application, state=ApplicationState.SUBMITTED, actor=actor)
    else:  # handed in again, changed
        record_audit(thing="application", thing_id=application.number, verb="submit_application", actor=actor)
