# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import Conflict as Clash
from marketplace.messages.domain.queue_mail import queue_mail

from ..errors import WrongState
from ..models import Assignment, Juror, Stage
from .record_conflict import drop_reading

State = Juror.State


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite_juror(*, stage: Stage, email: str, name: str, language: str, actor: User) -> Juror:
    """Ask somebody by mail to read for a stage. Who declined or was removed may be asked again; who is asked or reads already: `Conflict`."""
    address, token = email.strip().lower(), secrets.token_urlsafe(24)
    with transaction.atomic():
        Stage.objects.select_for_update(of=("self",)).get(pk=stage.pk)
        juror = Juror.objects.filter(stage=stage, email__iexact=address).first() or Juror(stage=stage, email=address)
        if juror.pk is not None and juror.state in (State.INVITED, State.ACCEPTED):
            raise Clash(_("This person has been invited already."), code="already-invited")
        before = juror.state if juror.pk is not None else ""
        juror.name, juror.state, juror.token_hash, juror.invited_at = name.strip(), State.INVITED, hash_of(token), timezone.now()
        juror.save()
        _audit(juror, "invite_juror", actor, before)
        _write(juror, token, language)
        return juror


def resend_invitation(*, juror: Juror, language: str, actor: User) -> None:
    """Send the invitation once more, with a new link; the old one opens nothing any more. Raises `WrongState` once it was answered."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        locked = Juror.objects.select_for_update(of=("self",)).select_related("stage__call").get(pk=juror.pk)
        if locked.state != State.INVITED:
            raise WrongState(_("This invitation was answered already."), state=locked.state)
        locked.token_hash, locked.invited_at = hash_of(token), timezone.now()
        locked.save(update_fields=["token_hash", "invited_at"])
        _audit(locked, "resend_invitation", actor)
        _write(locked, token, language)


def answer_invitation(*, token: str, accepts: bool, user: User | None) -> Juror:
    """Take or decline an invitation; the link is the right to. Taking it needs an account, which reads from then on.

    Raises `WrongState` if it was answered otherwise, or if this account reads for the stage already.
    """
    with transaction.atomic():
        juror = Juror.objects.select_for_update(of=("self",)).get(token_hash=hash_of(token))
        if juror.state == State.ACCEPTED and accepts and user is not None and juror.user_id == user.pk:
            return juror
        if juror.state != State.INVITED:
            raise WrongState(_("This invitation was answered already."), state=juror.state)
        if accepts:
            assert user is not None
            if Juror.objects.filter(stage=juror.stage_id, user=user).exclude(pk=juror.pk).exists():
                raise WrongState(_("With this account somebody reads for this stage already."), state=juror.state)
            juror.user = user
        juror.state = State.ACCEPTED if accepts else State.DECLINED
        juror.save(update_fields=["user", "state"])
        _audit(juror, "answer_invitation", user, State.INVITED)
        return juror


def remove_juror(*, juror: Juror, actor: User) -> None:
    """She reads no more: what she has not voted on goes back, votes that are cast stay and count."""
    with transaction.atomic():
        locked = Juror.objects.select_for_update(of=("self",)).get(pk=juror.pk)
        before, locked.state = locked.state, State.REMOVED
        locked.save(update_fields=["state"])
        for assignment in Assignment.objects.filter(juror=locked).select_for_update(of=("self",)):
            drop_reading(assignment=assignment)
        _audit(locked, "remove_juror", actor, before)


def _audit(juror: Juror, verb: str, actor: User | None, before: str = "") -> None:
    record_audit(
        thing="juror", thing_id=juror.pk, verb=verb, actor=actor, actor_label="" if actor else "link", before=before, after=juror.state
    )


def _write(juror: Juror, token: str, language: str) -> None:
    call = juror.stage.call
    with translation.override(language):
        path = reverse("residencies:jury-invitation", args=[token])
        title, stage = str(call.t.title), str(juror.stage)
    queue_mail(
        dedupe_key=f"juror-invited:{juror.pk}:{juror.token_hash[:16]}",
        to=juror.email,
        language=language,
        template="residencies/mail/juror_invited",
        context={"juror": juror, "call": call, "title": title, "stage": stage, "url": settings.SITE_URL + path},
    )
