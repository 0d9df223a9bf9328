# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How well the search orders what it finds: nDCG@10 of the judged queries over the demo's listings, on both engines."""

import os
from statistics import mean


def measure() -> list[tuple[str, str, str]]:
    """Rows of a table: what, measured, wanted."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings.test"
    import django
    from django.test.utils import override_settings, setup_databases, teardown_databases

    django.setup()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with override_settings(SEARCH_INDEX_PREFIX="bench-quality", SEARCH_TIMEOUT_SECONDS=20.0):  # how good, not how fast
            return _measure()
    finally:
        teardown_databases(databases, verbosity=0)


def _measure() -> list[tuple[str, str, str]]:
    from django.test.utils import override_settings

    import catalogue.demo
    import marketplace.accounts.demo
    import marketplace.booking.demo
    import marketplace.territory.demo
    import residencies.demo
    from search.documents import alias, readable, writer
    from search.rebuilding import rebuild, refresh_everything
    from search.vocabulary import learn_words
    from tests.factories import lay_ground
    from tests.search.quality.measure import scores

    lay_ground()
    for room in (marketplace.accounts.demo, marketplace.territory.demo, catalogue.demo):
        room.load()
    marketplace.booking.demo.load_prices()
    residencies.demo.load_calls()
    refresh_everything()
    learn_words()
    rows = []
    if readable():
        rebuild()
        rows.append(_row("Elasticsearch", list(scores().values()), "≥ 0.90"))
        for name in writer().indices.get(index=f"{alias()}-*"):
            writer().indices.delete(index=name)
    with override_settings(ELASTICSEARCH_URL=""):
        return [*rows, _row("the PostgreSQL fallback", list(scores().values()), "≥ 0.75")]


def _row(engine: str, found: list[float], wanted: str) -> tuple[str, str, str]:
    good = sum(score >= 0.9 for score in found)
    return f"nDCG@10 of {len(found)} judged queries, {engine}", f"{mean(found):.3f}; {good} of them at 0.9 or above", wanted
