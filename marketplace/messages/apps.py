# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "marketplace.messages"
    label = "outbox"

    def ready(self) -> None:
        from . import personal_data  # noqa: F401
