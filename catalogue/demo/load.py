# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The order in which the demo's listings are written."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from marketplace.accounts.demo import PEOPLE
from marketplace.accounts.models import User
from marketplace.territory.models import Municipality

from ..domain.prepare_engine import prepare_engine
from ..domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from ..models import Business, BusinessMember
from .businesses import load_businesses
from .experiences import load_experiences
from .goods import load_goods
from .stays import load_stays

HOST_OF = "fondazione-borgo-in-erba"


@dataclass(frozen=True)
class Written:
    """How many rows were new or differed."""

    businesses: int
    stays: int
    experiences: int
    goods: int


@transaction.atomic
def load() -> Written:
    """Write the demo's businesses, stays with units, experiences with sessions, and goods; what stands already is left alone."""
    prepare_engine()
    prepare_moderation()
    places = Municipality.objects.in_bulk(field_name="slug")
    businesses, new_businesses = load_businesses(places)
    new_stays = load_stays(places, businesses)
    new_experiences = load_experiences(places, businesses)
    new_goods = load_goods(businesses)
    host = User.objects.filter(email=PEOPLE["host"].email).first()
    if host is not None:
        BusinessMember.objects.get_or_create(
            business=Business.objects.get(slug=HOST_OF), user=host, defaults={"role": BusinessMember.Role.OWNER}
        )
    staff = User.objects.filter(email=PEOPLE["staff"].email).first()
    if staff is not None:
        staff.groups.add(Group.objects.get(name=STAFF_GROUP))
    return Written(new_businesses, new_stays, new_experiences, new_goods)
