# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Staff and members keep prices and closures in the admin; members only those of their own units."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission

from marketplace.booking.models import Extra, Occupancy, Rate, Restriction, Season
from tests.factories import make_member, make_unit, make_user, occupy, today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
NAMES = ["rate", "season", "restriction", "extra", "closure"]


def day(n):
    return today() + timedelta(days=n)


def member_of(unit):
    user = make_member(unit.business, is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def rows_of(unit):
    period = (day(1), day(3))
    return {
        "rate": Rate.objects.get(unit=unit),
        "season": Season.objects.create(unit=unit, name="Estate", period=period, night=90),
        "restriction": Restriction.objects.create(unit=unit, period=period, min_nights=2),
        "extra": Extra.objects.create(unit=unit, name="Bici", price=5),
        "closure": occupy(unit, day(1), day(3), kind="closure"),
    }


def test_a_member_sees_and_opens_only_what_belongs_to_own_units(client):
    mine, foreign = rows_of(make_unit()), rows_of(make_unit())
    client.force_login(member_of(mine["rate"].unit))
    for name in NAMES:
        listed = client.get(f"/admin/calendar_{name}/").context["object_list"]
        assert [row.pk for row in listed] == [mine[name].pk], name
        for verb in ("delete", "edit", "usage", "history", "inspect"):
            for method in (client.get, client.post):
                answer = method(f"/admin/calendar_{name}/{verb}/{foreign[name].pk}/")
                assert answer.status_code in (302, 403, 404, 405), (name, verb)
    assert Rate.objects.count() == Season.objects.count() == Occupancy.objects.count() == 2
    assert client.get(f"/admin/calendar_rate/edit/{mine['rate'].pk}/").status_code == 200


def test_a_member_cannot_move_a_price_to_a_foreign_unit(client):
    mine, foreign = make_unit(), make_unit()
    client.force_login(member_of(mine))
    data = {"unit": foreign.pk, "name": "Furto", "first_night": day(1), "last_night": day(2), "night": "1.00"}
    client.post("/admin/calendar_season/new/", data)
    assert not Season.objects.exists()
    client.post("/admin/calendar_season/new/", {**data, "unit": mine.pk})
    assert Season.objects.get().period.upper == day(3)


def test_seasons_that_overlap_are_refused_in_words(client):
    unit = make_unit()
    Season.objects.create(unit=unit, name="Estate", period=(day(1), day(9)), night=90)
    client.force_login(member_of(unit))
    data = {"unit": unit.pk, "name": "Ferragosto", "first_night": day(8), "last_night": day(12), "night": "120"}
    answer = client.post("/admin/calendar_season/new/", data)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Season.objects.count() == 1


def test_a_closure_takes_nights_by_the_one_door_and_gives_them_back(client):
    unit = make_unit()
    client.force_login(member_of(unit))
    wish = {"unit": unit.pk, "first_night": day(5), "last_night": day(6), "note": "Tinteggiatura"}
    client.post("/admin/calendar_closure/new/", wish)
    closure = Occupancy.objects.get(kind="closure")
    assert (closure.period.lower, closure.period.upper) == (day(5), day(7))
    again = client.post("/admin/calendar_closure/new/", wish)
    assert again.context["form"].errors
    client.post(f"/admin/calendar_closure/delete/{closure.pk}/")
    assert not Occupancy.objects.exists()


@pytest.mark.parametrize("kind", ["booking", "residency"])
def test_nobody_deletes_a_booking_as_if_it_were_a_closure(client, kind):
    unit = make_unit()
    taken = occupy(unit, day(1), day(3), kind=kind)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert client.post(f"/admin/calendar_closure/delete/{taken.pk}/").status_code in (302, 403, 404)
    assert Occupancy.objects.filter(pk=taken.pk).exists()


def test_periods_the_wrong_way_round_are_refused(client):
    unit = make_unit()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    answer = client.post("/admin/calendar_closure/new/", {"unit": unit.pk, "first_night": day(5), "last_night": day(3)})
    assert "last_night" in answer.context["form"].errors
