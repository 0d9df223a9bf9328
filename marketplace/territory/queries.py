# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Reads of the territory."""

from datetime import date

from django.db.models import Q

from .models import Municipality, TouristTaxTariff


def tariff_for(*, municipality: Municipality, night: date) -> TouristTaxTariff | None:
    """The tourist tax tariff in force for one night.

    None means that no tariff is known, which is not zero: the tax is then paid at the stay.
    """
    return municipality.tariffs.filter(Q(valid_until=None) | Q(valid_until__gte=night), valid_from__lte=night).first()
