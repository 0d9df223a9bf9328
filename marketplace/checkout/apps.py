# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from oscar.core.application import OscarConfig


class CheckoutConfig(OscarConfig):
    name = "marketplace.checkout"
    label = "checkout"
    namespace = "checkout"

    def ready(self) -> None:
        from . import personal_data, receivers  # noqa: F401
