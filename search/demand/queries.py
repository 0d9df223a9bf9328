# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the staff reads of the counts."""

from typing import Any

from django.db.models import QuerySet, Sum

from ..models import Demand, WantedWord

SHOWN_FROM = 3  # searches: what fewer asked for might be told from a person's plans
COMBINED = ("place", "kind", "arrival", "nights", "guests", "children", "wishes", "price_to")
Rows = QuerySet[Any, Any]  # each row a dictionary


def weeks_and_places() -> Rows:
    """Searches and those without a result (`asked`, `missed`), by week and place."""
    return Demand.objects.values("asked_in", "place").annotate(asked=Sum("searches"), missed=Sum("unmet"))


def combinations() -> Rows:
    """Searches and those without a result by all that was asked for, over the weeks."""
    return Demand.objects.values(*COMBINED).annotate(asked=Sum("searches"), missed=Sum("unmet"))


def unmet_wishes() -> Rows:
    """The combinations that enough searches asked for without a result."""
    return combinations().filter(missed__gte=SHOWN_FROM)


def too_rare(rows: Rows) -> int:
    """Searches without a result whose combination is not shown."""
    return int(rows.filter(missed__lt=SHOWN_FROM).aggregate(all=Sum("missed"))["all"] or 0)


def totals(rows: QuerySet[Demand]) -> dict[str, int]:
    """Searches, those without a result, and those answered without Elasticsearch."""
    found = rows.aggregate(searches=Sum("searches"), unmet=Sum("unmet"), degraded=Sum("degraded"))
    return {name: number or 0 for name, number in found.items()}


def wanted_words() -> Rows:
    """Words not understood that enough people searched for, over the months."""
    return WantedWord.objects.values("word").annotate(asked=Sum("searches"), missed=Sum("unmet"))
