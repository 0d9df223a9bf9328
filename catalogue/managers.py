# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Self

from oscar.apps.catalogue import managers


class ProductQuerySet(managers.ProductQuerySet):
    """Oscar knows only `is_public`; a draft, and whatever a suspended business offers, is not to be listed, shown or sold either."""

    def browsable(self) -> Self:
        return super().browsable().filter(live=True, business__live=True)

    def public(self) -> Self:
        return super().public().filter(live=True, business__live=True)
