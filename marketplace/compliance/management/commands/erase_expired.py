# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.core.management.base import BaseCommand

from marketplace.compliance.domain.erase_expired import erase_expired


class Command(BaseCommand):
    help = "Erase personal data whose time is over (the worker does so every day)."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, rows in erase_expired().items():
            self.stdout.write(f"{name}: {rows}")
