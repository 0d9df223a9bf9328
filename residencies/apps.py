# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.apps import AppConfig


class ResidenciesConfig(AppConfig):
    name = "residencies"

    def ready(self) -> None:
        from . import personal_data, receivers  # noqa: F401 - they register receivers
