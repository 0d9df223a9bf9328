# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from oscar.apps.basket import apps


class BasketConfig(apps.BasketConfig):
    name = "marketplace.basket"

    def ready(self) -> None:
        """Instead of Oscar's own, which would load its views."""
        from . import personal_data  # noqa: F401

    def get_urls(self) -> list[object]:
        return []
