# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.domain.prepare_engine import prepare_engine
from catalogue.domain.prepare_moderation import prepare_moderation


class Command(BaseCommand):
    help = "After the first migrate: Oscar's product classes and option, the admin's groups and the approval workflow. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_engine()
        prepare_moderation()
        self.stdout.write("The catalogue is ready.")
