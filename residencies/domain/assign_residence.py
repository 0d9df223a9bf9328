# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import Refused

from ..errors import WrongState
from ..letters import mail_artist
from ..models import Award, Call, Place, Residence, Studio
from ..states import AwardState
from .database_now import database_now
from .plan_obligations import plan_obligations
from .residence_nights import give_nights_back, take_residence_nights
from .sign_agreement import refuse_signed
from .write_agreement import write_agreement
from .wrong_with_residence import wrong_with_residence

SETTLED = frozenset({AwardState.ACCEPTED, AwardState.AGREED})


def assign_residence(*, award: Award, place: Place, check_in: date, check_out: date, actor: User | None = None) -> Residence:
    """Say where and when an artist who has accepted lives: nights `[check_in, check_out)` of a place of the call, in one transaction.

    A residence that has been assigned before moves: its old nights go back first. Instalments,
    deliverables and the agreement are written, and the artist is told; once she has signed, nothing moves any more. Raises `WrongState`, `Refused` (code
    `wrong-residence`, every reason), `NightsNotFree` where guests, or another resident, have one of the nights; then nothing changed.
    """
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=award.call_id)
        locked = Award.objects.select_for_update(of=("self",)).select_related("application").get(pk=award.pk)
        if locked.state not in SETTLED:
            raise WrongState(_("The artist has not accepted this residency."), state=locked.state)
        if place.studio_id is not None:
            Studio.objects.select_for_update().get(pk=place.studio_id)
        now = database_now()
        wrong = wrong_with_residence(call=call, award=locked, place=place, check_in=check_in, check_out=check_out, now=now)
        if wrong:
            raise Refused(" ".join(str(words) for words in wrong), code="wrong-residence")
        residence = Residence.objects.select_for_update(of=("self",)).filter(award=locked).first()
        if residence is None:
            residence = Residence(award=locked)
        else:
            refuse_signed(award=locked)
            give_nights_back(call=call, residence=residence, now=now)
        if place.unit_id is not None:
            residence.occupancy = take_residence_nights(call=call, unit=place.unit_id, check_in=check_in, check_out=check_out)
        residence.place, residence.studio_id = place, place.studio_id
        residence.period, residence.cancelled_at = (check_in, check_out), None
        residence.save()
        record_audit(
            thing="residence", thing_id=residence.pk, verb="assign_residence", actor=actor, after=f"{place.pk}: {check_in} – {check_out}"
        )
        residence.refresh_from_db(fields=["period"])
        locked.application.call = call
        plan_obligations(call=call, residence=residence)
        write_agreement(call=call, award=locked, residence=residence)
        once = f"{locked.pk}-{place.pk}-{check_in}-{check_out}"
        mail_artist(application=locked.application, kind="placed", key=once, residence=residence)
        return residence
