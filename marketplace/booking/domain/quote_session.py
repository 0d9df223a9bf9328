# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from catalogue.models import Experience, Session

from ..errors import RulesBroken
from ..wording import in_all_languages, money
from .cancellation import terms_of
from .quotes import Quote, QuoteLine


def quote_session(*, session: Session, quantity: int, of_age: bool = True, now: datetime | None = None) -> Quote:
    """What `quantity` places of a session cost (EUR). `of_age`: everybody has the age the experience asks for.

    Raises `RulesBroken`: not public, begun already, no place asked for, more than fit, somebody too young.
    """
    now = now or timezone.now()
    experience = session.experience
    if reasons := _broken(session, experience, quantity, of_age, now):
        raise RulesBroken(reasons)
    price, total = experience.price, experience.price * quantity
    (label,) = in_all_languages(
        lambda: (
            ngettext("%(count)s place × %(price)s", "%(count)s places × %(price)s", quantity) % {"count": quantity, "price": money(price)}
        )
    )
    nothing = Decimal("0.00")
    terms = terms_of(tier=experience.cancellation_tier, starts_at=session.starts_at, total=total, tourist_tax=nothing, now=now)
    return Quote((QuoteLine("place", label, quantity, price, total),), total, nothing, (), terms)


def _broken(session: Session, experience: Experience, quantity: int, of_age: bool, now: datetime) -> list[dict[str, str]]:
    reasons = []
    open_ = session.live and session.is_public and experience.live and experience.is_public
    if not (open_ and experience.business and experience.business.live):
        reasons.append({"code": "not-public", "message": gettext("This date cannot be booked at present.")})
    if session.starts_at <= now:
        reasons.append({"code": "past", "message": gettext("This date has already begun.")})
    if quantity < 1:
        reasons.append({"code": "no-places", "message": gettext("Choose at least one place.")})
    if quantity > session.capacity:
        text = ngettext("There is %(count)s place in all.", "There are %(count)s places in all.", session.capacity)
        reasons.append({"code": "too-many-guests", "message": text % {"count": session.capacity}})
    if experience.min_age and not of_age:
        text = ngettext("Everybody must be at least %(age)s year old.", "Everybody must be at least %(age)s years old.", experience.min_age)
        please = gettext("Please confirm that.")
        reasons.append({"code": "min-age", "message": f"{text % {'age': experience.min_age}} {please}"})
    return reasons
