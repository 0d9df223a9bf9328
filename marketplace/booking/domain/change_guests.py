# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import Refused

from ..errors import RulesBroken, WrongState
from ..models import Booking
from ..prices import quote_of
from ..rules import broken_by_guests
from ..states import KEEPS_NIGHTS, OrderState
from ..stay_request import StayRequest, stay_request
from ..wording import money
from .quote_nights import terms_for
from .quotes import Quote


def change_guests(
    *,
    booking: Booking,
    adults: int,
    children: int,
    children_ages: Sequence[int] = (),
    actor: User | None = None,
    actor_label: str = "guest",
) -> Booking:
    """Another number of guests for booked nights, within the unit's capacity and before the check-in hour.

    Both numbers are priced on today's rates: if the new one is dearer it is refused, with the difference said, because
    money is taken only at the checkout; if it is cheaper nothing comes back (docs/decisions). Raises `RulesBroken`,
    `Refused` (code `costs-more`), `WrongState`.
    """
    with transaction.atomic():
        locked = Booking.objects.select_for_update(of=("self",)).select_related("order").get(pk=booking.pk)
        if locked.check_in is None or locked.order.status not in KEEPS_NIGHTS - {OrderState.COMPLETED}:
            raise WrongState(_("The guests of this booking can no longer be changed."))
        if locked.starts_at <= timezone.now():
            raise WrongState(_("The stay has begun: please speak with the host."))
        _refuse_if_dearer(locked, adults=adults, children=children, children_ages=children_ages)
        before = _guests(locked)
        locked.adults, locked.children, locked.children_ages = adults, children, list(children_ages)
        locked.save(update_fields=["adults", "children", "children_ages"])
        record_audit(
            thing="order",
            thing_id=locked.order.number,
            verb="change_guests",
            actor=actor,
            actor_label=actor_label,
            before=before,
            after=_guests(locked),
        )
        return locked


def _refuse_if_dearer(booking: Booking, *, adults: int, children: int, children_ages: Sequence[int]) -> None:
    terms = terms_for(booking.product_id)
    extras = [int(line.ref) for line in Quote.from_json(booking.quote).lines if line.ref]

    def request(adults: int, children: int, ages: Sequence[int]) -> StayRequest:
        assert booking.check_in is not None
        assert booking.check_out is not None
        return stay_request(
            check_in=booking.check_in, check_out=booking.check_out, adults=adults, children=children, children_ages=ages, extras=extras
        )

    wanted = request(adults, children, children_ages)
    if reasons := list(broken_by_guests(terms, wanted)):
        raise RulesBroken(reasons)
    if terms.rate is None:
        return
    now = timezone.now()
    more = quote_of(terms, wanted, now).total - quote_of(terms, request(booking.adults, booking.children, booking.children_ages), now).total
    if more > 0:
        text = gettext("With these guests the stay would cost %(amount)s more. Please cancel and book again, or write to the host.")
        raise Refused(text % {"amount": money(more)}, code="costs-more", more=str(more))


def _guests(booking: Booking) -> str:
    return f"{booking.adults}+{booking.children}"
