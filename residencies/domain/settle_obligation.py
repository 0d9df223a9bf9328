# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import Refused

from ..errors import WrongState
from ..models import Deliverable, Instalment


def pay_instalment(*, instalment: Instalment, paid_on: date, proof: str, actor: User) -> Instalment:
    """Write down that an instalment was paid, with its proof. Raises `Refused` without one, `WrongState` the second time."""
    proof = proof.replace("\x00", "").strip()
    if not proof:
        raise Refused(_("Say by which transfer it was paid."), code="no-proof")
    with transaction.atomic():
        locked = Instalment.objects.select_for_update(of=("self",)).get(pk=instalment.pk)
        if locked.paid_on is not None:
            raise WrongState(_("This instalment is paid already."))
        locked.paid_on, locked.proof = paid_on, proof[:200]
        locked.save(update_fields=["paid_on", "proof"])
        record_audit(thing="instalment", thing_id=locked.pk, verb="pay_instalment", actor=actor, after=str(paid_on))
        return locked


def set_deliverable(*, deliverable: Deliverable, state: str, actor: User, note: str = "") -> Deliverable:
    """Say what became of something the artist owes: handed in, accepted, waived, or due again. Raises `Refused` for another state."""
    if state not in Deliverable.State.values:
        raise Refused(_("There is no such state."), code="no-such-state")
    with transaction.atomic():
        locked = Deliverable.objects.select_for_update(of=("self",)).get(pk=deliverable.pk)
        before = locked.state
        locked.state, locked.note = state, note.replace("\x00", "").strip()[:300]
        locked.save(update_fields=["state", "note"])
        record_audit(thing="deliverable", thing_id=locked.pk, verb="set_deliverable", actor=actor, before=before, after=state)
        return locked
