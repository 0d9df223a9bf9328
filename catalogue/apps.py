# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from oscar.apps.catalogue import apps


class CatalogueConfig(apps.CatalogueConfig):
    name = "catalogue"

    def ready(self) -> None:
        """Only our receivers: Oscar's own would load its views and search."""
        from . import personal_data, receivers  # noqa: F401

    def get_urls(self) -> list[object]:
        return []
