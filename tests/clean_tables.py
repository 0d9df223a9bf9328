# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Empty what a committing test wrote, in milliseconds.

Django's own way truncates every table and then makes all permissions and content types anew, which takes seconds with as
many apps as we have. Here only tables with rows are emptied, and those a migration fills keep their rows.
"""

from typing import Any

from django.db import connections
from django.test import TransactionTestCase

KEPT_PREFIXES = (
    "django_content_type",
    "auth_permission",
    "django_migrations",
    "django_site",
    "wagtailcore_locale",
    "wagtailcore_collection",
)


def empty_tables(alias: str = "default") -> list[str]:
    """Delete the rows of all other tables; returns their names. Foreign keys and triggers are out of force meanwhile."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if not name.startswith(KEPT_PREFIXES)]
        asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names)
        cursor.execute(asked)
        filled = [row[0] for row in cursor.fetchall()]
        if filled:
            cursor.execute("SET session_replication_role = replica")
            try:
                cursor.execute("; ".join(f'DELETE FROM "{name}"' for name in filled))
            finally:
                cursor.execute("SET session_replication_role = origin")
    return filled


def _teardown(self: Any) -> None:
    for alias in self._databases_names(include_mirrors=False):
        empty_tables(alias)


def install() -> None:
    TransactionTestCase._fixture_teardown = _teardown  # type: ignore[method-assign]
