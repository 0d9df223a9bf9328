# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The villages come from one file, and a tariff belongs to a night."""

import json
from datetime import date
from pathlib import Path

import pytest

from marketplace.territory.domain.load_municipalities import DATA, Loaded, load_municipalities
from marketplace.territory.models import Municipality, TouristTaxTariff
from marketplace.territory.queries import tariff_for

pytestmark = pytest.mark.django_db


def test_all_37_municipalities_are_loaded_once() -> None:
    assert load_municipalities() == Loaded(created=37, updated=0, unchanged=0)
    assert load_municipalities() == Loaded(created=0, updated=0, unchanged=37)
    varzi = Municipality.objects.get(istat="018171")
    assert (varzi.slug, varzi.province, varzi.cadastral) == ("varzi", "PV", "L690")
    assert varzi.boundary["type"] in {"Polygon", "MultiPolygon"}
    assert Municipality.objects.filter(province="MN").count() == 19


def test_a_correction_in_the_file_is_taken_over_and_the_address_stays(tmp_path: Path) -> None:
    load_municipalities()
    data = json.loads(DATA.read_text(encoding="utf-8"))
    data["features"] = [f for f in data["features"] if f["properties"]["istat"] == "018171"]
    data["features"][0]["properties"]["name"] = "Varzi Nuova"
    corrected = tmp_path / "corrected.geojson"
    corrected.write_text(json.dumps(data), encoding="utf-8")
    assert load_municipalities(path=corrected) == Loaded(created=0, updated=1, unchanged=0)
    varzi = Municipality.objects.get(istat="018171")
    assert (varzi.name, varzi.slug) == ("Varzi Nuova", "varzi")


def test_the_tariff_of_a_night_is_the_one_in_force_that_night() -> None:
    load_municipalities()
    varzi, moglia = Municipality.objects.get(slug="varzi"), Municipality.objects.get(slug="moglia")
    old = TouristTaxTariff.objects.create(
        municipality=varzi, amount="1.00", valid_from=date(2020, 1, 1), valid_until=date(2026, 12, 31), source="prova"
    )
    new = TouristTaxTariff.objects.create(municipality=varzi, amount="1.50", valid_from=date(2027, 1, 1), source="prova")
    assert tariff_for(municipality=varzi, night=date(2026, 12, 31)) == old
    assert tariff_for(municipality=varzi, night=date(2027, 1, 1)) == new
    assert tariff_for(municipality=varzi, night=date(2019, 12, 31)) is None
    assert tariff_for(municipality=moglia, night=date(2027, 1, 1)) is None
