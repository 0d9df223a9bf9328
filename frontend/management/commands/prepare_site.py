# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frontend.setup import prepare_site


class Command(BaseCommand):
    help = "After every migrate: all that an empty database lacks to be a site. Safe to repeat: what people have edited is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--municipalities", type=Path, metavar="FILE", help="GeoJSON of other municipalities than the 37 that come along"
        )
        parser.add_argument("--hostname", default="", help="name of the site in addresses; else that of SITE_URL, the first time")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = prepare_site(municipalities=options["municipalities"], hostname=options["hostname"])
        except (OSError, KeyError, ValueError) as wrong:
            raise CommandError(f"The file of municipalities cannot be used: {wrong!r}") from wrong
        self.stdout.write(f"The site is ready: {made.municipalities} municipalities and {made.pages} pages are new.")
