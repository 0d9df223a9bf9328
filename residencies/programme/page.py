# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the pages of the programme show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from catalogue.models import Picture, Stay, Unit
from catalogue.pages.lodging_data import as_script
from catalogue.queries import pictures_by_id
from marketplace.territory.models import Municipality

from ..domain.phase_of import phase_of
from ..domain.worth_of import Worth, worth_of
from ..models import Call, Studio, Term
from ..queries.programme import calls_in_full, closed_calls, coming_calls, open_calls, public_calls
from ..vocabulary import CallLanguage, Discipline, Phase, Side
from .wording import euros, moment, quantity_of, sum_of, time_left, zone_words


@dataclass(frozen=True)
class Row:
    """A term as two cells."""

    kind: str
    amount: str
    quantity: str
    note: str

    @property
    def words(self) -> str:
        return " · ".join(part for part in (self.amount, self.quantity, self.note) if part)


@dataclass(frozen=True)
class Shown:
    """A call as its card and its row of the table show it."""

    call: Call
    phase: Phase
    picture: Picture | None
    worth: Worth
    given: list[Row]
    asked: list[Row]
    deadline: str
    zone: str
    opens: str
    left: str
    disciplines: list[str]

    @property
    def given_sum(self) -> str:
        return euros(self.worth.given)

    @property
    def asked_sum(self) -> str:
        return euros(self.worth.asked)


def show(call: Call, now: datetime, picture: Picture | None = None) -> Shown:
    """Makes no query for a call of `calls_in_full`."""
    phase = phase_of(call=call, now=now)
    until = {Phase.OPEN: call.deadline_at, Phase.COMING: call.opens_at}.get(phase)
    terms = list(call.terms.all())
    return Shown(
        call=call,
        phase=phase,
        picture=picture,
        worth=worth_of(call=call),
        given=[_row(term) for term in terms if term.side == Side.GIVEN],
        asked=[_row(term) for term in terms if term.side == Side.ASKED],
        deadline=moment(call.deadline_at, call),
        zone=zone_words(call.deadline_at, call),
        opens=moment(call.opens_at, call),
        left=time_left(until, now) if until else "",
        disciplines=[str(word.label) for word in Discipline if word in call.disciplines],
    )


def _row(term: Term) -> Row:
    return Row(str(term.get_kind_display()), sum_of(term), quantity_of(term), str(term.t.note))


def show_all(calls: list[Call], now: datetime) -> list[Shown]:
    """Calls with their pictures, in two queries."""
    pictures = pictures_by_id(ids=[call.picture_id for call in calls])
    return [show(call, now, pictures.get(call.picture_id or 0)) for call in calls]


def next_call() -> Shown | None:
    """The open call whose deadline comes first, else the one that opens first; None if there is neither."""
    now = timezone.now()
    for read in (open_calls, coming_calls):
        if call := calls_in_full(read(calls=public_calls(), now=now)).first():
            return show_all([call], now)[0]
    return None


def calls_of(*, municipality: Municipality) -> list[Shown]:
    """The calls of a village: open, coming, and the latest three that are closed."""
    now, calls = timezone.now(), public_calls().filter(municipality=municipality)
    rows = [*open_calls(calls=calls, now=now), *coming_calls(calls=calls, now=now), *closed_calls(calls=calls, now=now)[:3]]
    found = calls_in_full(Call.objects.filter(pk__in=[row.pk for row in rows])).in_bulk() if rows else {}
    return show_all([found[row.pk] for row in rows], now)


def index_context(request: HttpRequest) -> dict[str, Any]:
    """All calls, by phase; `?discipline=` narrows them, and one that does not exist narrows nothing."""
    now = timezone.now()
    chosen = request.GET.get("discipline", "")
    chosen = chosen if chosen in Discipline.values else ""
    calls = public_calls(discipline=chosen)
    found = show_all([call for read in (open_calls, coming_calls, closed_calls) for call in calls_in_full(read(calls=calls, now=now))], now)
    index = reverse("residencies:index")
    return {
        "nav_current": "calls",
        "index_url": index,
        "open": [it for it in found if it.phase == Phase.OPEN],
        "coming": [it for it in found if it.phase == Phase.COMING],
        "compared": [it for it in found if it.phase in (Phase.OPEN, Phase.COMING)],
        "closed": [it for it in found if it.phase not in (Phase.OPEN, Phase.COMING)],
        "chips": [(str(word.label), f"{index}?discipline={word.value}", word.value == chosen) for word in Discipline],
        "chosen": chosen,
    }


def call_context(request: HttpRequest, call: Call) -> dict[str, Any]:
    """All that `residencies/call.html` needs; also for a call that is not saved yet."""
    now = timezone.now()
    places = list(call.reserved.all())
    studios = list({place.studio_id: place.studio for place in places if place.studio_id}.values())
    units = [place.unit for place in places if place.unit_id]
    buildings = list({unit.parent_id: unit.stay for unit in units}.values())
    pictures = pictures_by_id(ids=[call.picture_id, *(studio.picture_id for studio in studios), *(stay.picture_id for stay in buildings)])
    shown = show(call, now, pictures.get(call.picture_id or 0))
    return {
        "nav_current": "calls",
        "call": call,
        "it": shown,
        "Phase": Phase,
        "head": shown.picture,
        "studios": [(studio, pictures.get(studio.picture_id or 0)) for studio in studios],
        "buildings": [(stay, pictures.get(stay.picture_id or 0), _units_of(stay, units)) for stay in buildings],
        "timetable": timetable(call),
        "stages": [(str(stage), moment(stage.deadline_at, call) if stage.deadline_at else "") for stage in call.stages.all()],
        "languages": [str(word.label) for word in CallLanguage if word in call.languages],
        "fee": euros(call.fee) if call.fee else "",
        "data": call_data(request, call, studios),
    }


def _units_of(stay: Stay, units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.parent_id == stay.pk]


def timetable(call: Call) -> list[tuple[str, datetime, str]]:
    """(what, when, when in the call's zone), in order."""
    lines = [
        (gettext("Applications open"), call.opens_at),
        (gettext("Deadline"), call.deadline_at),
        (gettext("The jury reads from"), call.jury_from),
        (gettext("The jury reads until"), call.jury_until),
        (gettext("Results"), call.publication_at),
    ]
    return [(words, instant, moment(instant, call)) for words, instant in lines]


def call_data(request: HttpRequest, call: Call, studios: list[Studio]) -> SafeString:
    """The call as schema.org data: an event of artists, with its place and the time in which one may apply."""
    return as_script(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": call.t.title,
            "description": call.t.summary,
            "url": request.build_absolute_uri(call.get_absolute_url()),
            "startDate": min((period.check_in for period in call.periods.all()), default=call.publication_at).isoformat(),
            "endDate": max((period.check_out for period in call.periods.all()), default=call.publication_at).isoformat(),
            "eventStatus": "https://schema.org/EventCancelled" if call.cancelled_at else "https://schema.org/EventScheduled",
            "location": {"@type": "Place", "name": ", ".join([*(studio.t.name for studio in studios), call.municipality.name])},
            "organizer": {"@type": "Organization", "name": call.business.name if call.business else call.municipality.name},
            "offers": {
                "@type": "Offer",
                "price": f"{call.fee:.2f}",
                "priceCurrency": "EUR",
                "validFrom": call.opens_at.isoformat(),
                "validThrough": call.deadline_at.isoformat(),
            },
        }
    )
