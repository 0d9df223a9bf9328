# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The staff reads where guests look and what they do not find; nobody else does."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from catalogue.domain.prepare_moderation import STAFF_GROUP, prepare_moderation
from catalogue.models import BusinessMember
from marketplace.booking.clock import rome_now
from search.demand.demo import load_demand
from search.demand.facts import monday_of
from search.demand.queries import SHOWN_FROM
from search.models import Demand, WantedWord
from tests.factories import make_business, make_municipality, make_user

pytestmark = pytest.mark.django_db
REPORTS = ["demand_weeks", "demand_unmet", "demand_words"]
MONDAY = date(2026, 11, 16)


@pytest.fixture
def staff(ground: None, client: Client) -> Client:
    prepare_moderation()
    person = make_user()
    person.groups.add(Group.objects.get(name=STAFF_GROUP))
    client.force_login(person)
    return client


def count(place: str, searches: int, unmet: int = 0, **facts: Any) -> Demand:
    return Demand.objects.create(**{"asked_in": MONDAY, "place": place, "kind": "stay", **facts}, searches=searches, unmet=unmet)


def exported(client: Client, name: str, **params: str) -> list[list[str]]:
    answer: Any = client.get(reverse(name), {**params, "export": "csv"})
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_the_staff_reads_searches_and_what_was_missed_by_week_and_village(staff: Client) -> None:
    varzi = make_municipality(name="Varzi").istat
    count(varzi, 30, 6)
    count(varzi, 10, 4, wishes=["pets"])
    count("", 5, 0)
    count(varzi, 7, 0, asked_in=MONDAY - timedelta(days=7))
    assert exported(staff, "demand_weeks")[1:] == [
        ["2026-11-16", "Varzi", "40", "10", "25"],
        ["2026-11-16", "Nessun borgo indicato", "5", "0", "0"],
        ["2026-11-09", "Varzi", "7", "0", "0"],
    ]
    page = staff.get(reverse("demand_weeks")).content.decode()
    assert "10 su 40 (25" in page
    assert '<meter min="0" max="100" low="20" high="50" optimum="0" value="25"' in page
    assert "52 ricerche, 10 delle quali senza risultato" in page


def test_what_was_missed_most_stands_first_and_what_few_asked_for_is_not_shown(staff: Client) -> None:
    varzi = make_municipality(name="Varzi").istat
    count(varzi, 9, 4, wishes=["pool"], arrival="2027-W23", nights=3, guests=3, children=True, price_to=120)
    count(
        varzi,
        5,
        2,
        wishes=["pool"],
        arrival="2027-W23",
        nights=3,
        guests=3,
        children=True,
        price_to=120,
        asked_in=MONDAY - timedelta(days=7),
    )
    count(varzi, 50, 8, arrival="2027-05")
    count(varzi, 2, SHOWN_FROM - 1, wishes=["sauna"])
    count(varzi, 90, 0)
    first, second = exported(staff, "demand_unmet")[1:]
    assert first == ["Varzi", "Case", "maggio 2027", "", "", "", "", "50", "8", "16"]
    assert second[:2] + second[3:5] == ["Varzi", "Case", "3–4", "3–4, con bambini"]
    assert "7 giugno 2027" in second[2]
    assert second[5:] == ["Piscina", "fino a 120 € a notte", "14", "6", "43"]
    assert "2 altre ricerche senza risultato" in staff.get(reverse("demand_unmet")).content.decode()


def test_a_village_and_a_time_can_be_chosen(staff: Client) -> None:
    varzi, bobbio = make_municipality(name="Varzi").istat, make_municipality(name="Bobbio").istat
    count(varzi, 4, 4)
    count(bobbio, 6, 5, lead=False)
    count(bobbio, 3, 3, asked_in=MONDAY - timedelta(days=70))
    rows = exported(staff, "demand_weeks", place=bobbio, asked_in_from="2026-11-01", asked_in_to="2026-11-30")
    assert rows[1:] == [["2026-11-16", "Bobbio", "6", "5", "83"]]
    assert [row[0] for row in exported(staff, "demand_unmet", place=bobbio)[1:]] == ["Bobbio"], "over the weeks"
    page = staff.get(reverse("demand_weeks"), {"place": bobbio}).content.decode()
    assert "9 ricerche, 8" in page, "of the village, also where another was named first"


def test_words_are_added_up_over_the_months(staff: Client) -> None:
    for month in (10, 11):
        WantedWord.objects.create(month=date(2026, month, 1), word="sauna", searches=10, unmet=8)
    WantedWord.objects.create(month=MONDAY.replace(day=1), word="tartufo", searches=40, unmet=1)
    assert exported(staff, "demand_words")[1:] == [["sauna", "20", "16", "80"], ["tartufo", "40", "1", "2"]]
    assert exported(staff, "demand_words", month_from="2026-11-01")[1] == ["sauna", "10", "8", "80"]


@pytest.mark.parametrize("name", REPORTS)
def test_each_report_comes_as_a_workbook_too(staff: Client, name: str) -> None:
    count(make_municipality(name="Varzi").istat, 5, 5)
    WantedWord.objects.create(month=MONDAY.replace(day=1), word="sauna", searches=10, unmet=8)
    answer: Any = staff.get(reverse(name), {"export": "xlsx"})
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    assert len(rows) == 2
    assert rows[1][0] in ("Varzi", "sauna", MONDAY, "2026-11-16") or rows[1][0].date() == MONDAY


@pytest.mark.parametrize(
    ("language", "words"), [("it", "Ancora nessun"), ("en", "Nothing has been counted yet"), ("de", "Noch wurde nichts")]
)
def test_an_empty_report_says_so(staff: Client, language: str, words: str) -> None:
    page = staff.get(reverse("demand_weeks"), headers={"accept-language": language})
    assert words in page.content.decode()


@pytest.mark.parametrize("name", [*REPORTS, *(f"{name}_results" for name in REPORTS)])
def test_members_of_a_business_do_not_read_what_their_neighbours_guests_look_for(ground: None, client: Client, name: str) -> None:
    prepare_moderation()
    member = make_user()
    BusinessMember.objects.create(user=member, business=make_business(), role="owner")
    client.force_login(member)
    for params in ({}, {"export": "csv"}):
        assert client.get(reverse(name), params).status_code in (302, 403)


def test_the_menu_leads_there_for_the_staff_alone(staff: Client) -> None:
    menu = staff.get(reverse("wagtailadmin_home")).content.decode()
    assert all(reverse(name) in menu for name in REPORTS)


@pytest.mark.parametrize("name", REPORTS)
def test_a_long_list_asks_no_more_of_the_database_than_a_short_one(staff: Client, name: str) -> None:
    asked = []
    for more in (1, 30):
        for n in range(more):
            count(make_municipality().istat, 9, 5, nights=2, asked_in=MONDAY - timedelta(days=7 * n))
            WantedWord.objects.create(month=date(2026, 11, 1), word=f"parola{n}di{more}", searches=9, unmet=5)
        staff.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            assert staff.get(reverse(name)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_demo_has_plausible_searches_once(staff: Client) -> None:
    for name in ("Varzi", "Zavattarello", "Borgo"):
        make_municipality(name=name)
    assert load_demand() > 100
    assert load_demand() == 0
    assert not Demand.objects.exclude(asked_in__lt=monday_of(rome_now().date())).exists()
    assert all(row.unmet <= row.searches and row.asked_in.weekday() == 0 for row in Demand.objects.all())
    before = sorted(map(str, Demand.objects.values_list(*Demand.FACTS, "searches")))
    Demand.objects.all().delete()
    load_demand()
    assert sorted(map(str, Demand.objects.values_list(*Demand.FACTS, "searches"))) == before, "the same for the same day"
    for name in REPORTS:
        assert len(exported(staff, name)) > 5
