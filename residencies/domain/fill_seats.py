# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from marketplace.accounts.models import User

from ..letters import mail_artist
from ..models import Application, Award, Call, Decision
from ..states import ACTIVE_AWARDS, ApplicationState, AwardState
from .cancel_residence import cancel_residence
from .database_now import database_now
from .offer_residency import offer_residency
from .set_application_state import set_application_state
from .set_award_state import set_award_state


def fill_seats(*, call: Call, actor: User | None = None) -> list[Award]:
    """Bring the awards of a call up to date by the database's clock: offers not answered in time lapse, awards of artists who have
    withdrawn end and give their nights back, and each free seat is offered to the next of the waiting list, by mail.

    Answers the new offers. Once there is no time left for any residency, who still waits is told that it is over. Doing it twice
    changes nothing more.
    """
    with transaction.atomic():
        locked = Call.objects.select_for_update().get(pk=call.pk)
        now = database_now()
        for award in list(_active(locked).select_related("application").order_by("pk")):
            award.application.call = locked
            if award.application.state != ApplicationState.AWARDED:
                end_award(award=award, state=AwardState.CANCELLED, actor=actor)
            elif award.state == AwardState.OFFERED and award.respond_by <= now:
                end_award(award=award, state=AwardState.LAPSED, actor=actor)
                mail_artist(application=award.application, kind="lapsed", key=str(award.pk))
        if not _published(locked) or not locked.live:
            return []
        if not _time_left(locked, now):
            _close_list(locked, actor)
            return []
        return _offer(locked, now, actor)


def end_award(*, award: Award, state: str, actor: User | None = None, why: str = "") -> None:
    """End an award: its residence is called off, and an application that is still a chosen one ends with it. In the caller's
    transaction, under the call's row lock."""
    set_award_state(award=award, state=state, actor=actor, why=why)
    residence = getattr(award, "residence", None)
    if residence is not None and residence.cancelled_at is None:
        cancel_residence(residence=residence, actor=actor, why=why)
    if award.application.state == ApplicationState.AWARDED:
        set_application_state(application=award.application, state=ApplicationState.WITHDRAWN, actor=actor, why=why or str(state))


def _active(call: Call) -> QuerySet[Award]:
    return Award.objects.filter(call=call, state__in=ACTIVE_AWARDS)


def _published(call: Call) -> bool:
    return Decision.objects.filter(stage__call=call, published_at__isnull=False, outcome__in=["award", "waiting"]).exists()


def _time_left(call: Call, now: datetime) -> bool:
    """Whether somebody could still come: the call stands, and a period has its least nights before it, from tomorrow on."""
    if call.cancelled_at is not None and call.cancelled_at <= now:
        return False
    tomorrow = now.astimezone(call.zone).date() + timedelta(days=1)
    return any(max(period.check_in, tomorrow) + timedelta(days=period.min_nights) <= period.check_out for period in call.periods.all())


def _offer(call: Call, now: datetime, actor: User | None) -> list[Award]:
    taken = set(_active(call).values_list("seat", flat=True))
    free = [seat for seat in range(1, call.places + 1) if seat not in taken]
    # Each offer takes its artist from the list before the next is looked for.
    found = ((seat, _next(call)) for seat in free)
    return [offer_residency(call=call, decision=decision, seat=seat, now=now, actor=actor) for seat, decision in found if decision]


def _waiting(call: Call) -> QuerySet[Decision]:
    listed = Decision.objects.filter(stage__call=call, outcome="waiting", published_at__isnull=False)
    return listed.filter(application__state=ApplicationState.WAITING).order_by("rank", "pk")


def _next(call: Call) -> Decision | None:
    """The first of the list who has not withdrawn in this very moment."""
    for decision in _waiting(call):
        application = Application.objects.select_for_update(of=("self",)).get(pk=decision.application_id)
        if application.state == ApplicationState.WAITING:
            application.call = call
            decision.application = application
            return decision
    return None


def _close_list(call: Call, actor: User | None) -> None:
    for decision in _waiting(call).select_related("application"):
        decision.application.call = call
        set_application_state(application=decision.application, state=ApplicationState.DECLINED, actor=actor, why="the list is closed")
        mail_artist(application=decision.application, kind="list_closed", key=str(decision.pk))
