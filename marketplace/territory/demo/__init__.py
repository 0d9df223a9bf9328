# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Municipalities of the demo, and tourist tax tariffs that are invented and say so."""

from datetime import date
from decimal import Decimal

from ..domain.load_municipalities import load_municipalities
from ..models import Municipality, TouristTaxTariff

SOURCE = "demo: invented figure, no municipal act"
# Municipality: EUR per person and night, taxed nights at most, exempt below this age.
TARIFFS: dict[str, tuple[str, int | None, int]] = {
    "varzi": ("1.50", 5, 14),
    "godiasco-salice-terme": ("2.00", 7, 12),
    "zavattarello": ("1.00", 5, 14),
    "fortunago": ("1.20", 4, 14),
    "montalto-pavese": ("1.00", 3, 12),
    "san-benedetto-po": ("1.50", 4, 14),
    "suzzara": ("1.80", 5, 10),
    "ostiglia": ("1.00", None, 12),
    "sermide-e-felonica": ("0.80", 7, 14),
}


def load() -> int:
    """Municipalities and tariffs; answers how many rows were new."""
    new = load_municipalities().created
    places = Municipality.objects.in_bulk(field_name="slug")
    known = set(TouristTaxTariff.objects.filter(source=SOURCE).values_list("municipality__slug", flat=True))
    missing = [
        TouristTaxTariff(
            municipality=places[slug],
            amount=Decimal(amount),
            max_nights=most,
            exempt_under_age=age,
            valid_from=date(2025, 1, 1),
            source=SOURCE,
        )
        for slug, (amount, most, age) in TARIFFS.items()
        if slug not in known
    ]
    TouristTaxTariff.objects.bulk_create(missing)
    return new + len(missing)
