# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.models import Unit
from marketplace.errors import Missing

from ..errors import RulesBroken
from ..prices import quote_of
from ..rules import broken_rules
from ..stay_request import StayRequest, stay_request
from ..terms import UnitTerms
from ..terms_of_one import load_terms_of_one
from .quotes import Quote


def quote_nights(
    *,
    unit: Unit | int,
    check_in: date,
    check_out: date,
    adults: int,
    children: int = 0,
    children_ages: Sequence[int] = (),
    extras: Sequence[int] = (),
    now: datetime | None = None,
) -> Quote:
    """What the nights `[check_in, check_out)` cost (EUR); says nothing of whether they are free.

    `extras` are ids of extras of the unit. Raises `RulesBroken` with every broken rule, `Missing` if there is no such unit.
    """
    request = stay_request(
        check_in=check_in, check_out=check_out, adults=adults, children=children, children_ages=children_ages, extras=extras
    )
    return quote_on_terms(terms=terms_for(unit), request=request, now=now)


def terms_for(unit: Unit | int) -> UnitTerms:
    """The terms of one unit; `Missing` if there is none."""
    pk = unit if isinstance(unit, int) else unit.pk
    terms = load_terms_of_one(unit_id=pk)
    if terms is None:
        raise Missing(_("There is no such place to stay."))
    return terms


def quote_on_terms(*, terms: UnitTerms, request: StayRequest, now: datetime | None = None) -> Quote:
    """The quote on terms already loaded; raises `RulesBroken`."""
    now = now or timezone.now()
    if reasons := broken_rules(terms, request, now):
        raise RulesBroken(reasons)
    return quote_of(terms, request, now)
