# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.errors import Refused

from ..errors import WrongState
from ..letters import mail_artist
from ..models import Agreement, Award, Call
from ..states import AwardState
from .database_now import database_now
from .set_award_state import set_award_state


def sign_agreement(*, award: Award, name: str, ip: str | None) -> Agreement:
    """The artist accepts the agreement as it is shown: her typed name, the moment by the database's clock, and the network address.

    Signing twice is signing once. Raises `Refused` without a name, `WrongState` where there is nothing to sign.
    """
    name = " ".join(name.replace("\x00", "").split())
    if not name or len(name) > 150:
        raise Refused(_("Please type your name."), code="no-name")
    with transaction.atomic():
        agreement = _locked(award, AwardState.ACCEPTED)
        if agreement.accepted_at is None:
            agreement.accepted_name, agreement.accepted_ip, agreement.accepted_at = name, ip, database_now()
            agreement.save(update_fields=["accepted_name", "accepted_ip", "accepted_at"])
        return agreement


def countersign_agreement(*, award: Award, actor: User) -> Agreement:
    """Staff signs for the call: the award is agreed, the artist told. Raises `WrongState` before the artist has signed, and the second time."""
    with transaction.atomic():
        agreement = _locked(award, AwardState.ACCEPTED)
        if agreement.accepted_at is None:
            raise WrongState(_("The artist signs first."))
        agreement.countersigned_by, agreement.countersigned_at = actor, database_now()
        agreement.save(update_fields=["countersigned_by", "countersigned_at"])
        set_award_state(award=award, state=AwardState.AGREED, actor=actor)
        mail_artist(application=award.application, kind="agreed", key=str(award.pk))
        return agreement


def refuse_signed(*, award: Award) -> None:
    """Raises `WrongState` where the artist has signed: what she has signed is not changed behind her back."""
    if Agreement.objects.filter(award=award, accepted_at__isnull=False).exists():
        raise WrongState(_("The artist has signed the agreement: place and dates stay. You can only call the residency off."))


def _locked(award: Award, state: str) -> Agreement:
    """In the order in which all of this room lock: call, award, agreement."""
    Call.objects.select_for_update().get(pk=award.call_id)
    locked = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    agreement = Agreement.objects.select_for_update(of=("self",)).filter(award=locked).first()
    residence = getattr(locked, "residence", None)
    if locked.state != state or agreement is None or residence is None or residence.cancelled_at is not None:
        raise WrongState(_("There is no agreement to sign."), state=locked.state)
    return agreement
