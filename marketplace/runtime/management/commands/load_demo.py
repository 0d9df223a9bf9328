# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Demo data: `manage.py load_demo [--no-pictures]`. Run again, it changes nothing."""

import logging
import time
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from marketplace.runtime.progress import console, say, step

# Rooms are called by name: the runtime stands below them and imports none.
STEPS = [
    ("People", "marketplace.accounts.demo", "load"),
    ("Municipalities", "marketplace.territory.demo", "load"),
    ("Businesses, stays, experiences", "catalogue.demo", "load"),
    ("Prices", "marketplace.booking.demo", "load_prices"),
    ("Taken nights", "marketplace.booking.demo", "take_nights"),
    ("Calls for artists", "residencies.demo", "load_calls"),
    ("Applications of artists", "residencies.demo", "load_applications"),
    ("Accounts at the Stripe sandbox", "marketplace.payments.demo", "connect_businesses"),
    ("Searches of past weeks", "search.demand.demo", "load_demand"),
]
PICTURES = [
    ("Pictures", "catalogue.demo", "hang_pictures"),
    ("Pictures of calls", "residencies.demo", "hang_call_pictures"),
    ("Portfolios of artists", "residencies.demo", "hang_portfolios"),
    ("Pictures of pages", "frontend.demo", "hang_page_pictures"),
]
PAGES = ("Pages", "frontend.demo", "build_pages")


class Command(BaseCommand):
    help = "Loads the demo: 37 municipalities, invented businesses, stays, experiences, prices, taken nights, pictures, pages and logins."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-pictures", action="store_true", help="leave out drawing and hanging pictures")
        parser.add_argument("--no-pages", action="store_true", help="leave out Wagtail's pages")

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # it tells of every page made, between our lines of progress
        started = time.monotonic()
        steps = [*STEPS]
        if not options["no_pictures"]:
            steps.extend(PICTURES)
        for name, module, verb in steps:
            self.run(name, getattr(import_module(module), verb))
        if not options["no_pages"] and (build := self.pages()):
            self.run(PAGES[0], build)
        logins = import_module("marketplace.accounts.demo").logins()
        settings.LOCAL_DIR.mkdir(parents=True, exist_ok=True)
        (settings.LOCAL_DIR / "logins.txt").write_text(logins, encoding="utf-8")
        say(logins)
        console.print(f"✓ Demo data ({time.monotonic() - started:.1f} s)")

    def run(self, name: str, verb: Any) -> None:
        with step(name):
            written = verb()
        if written:
            say(f"  {written}")

    def pages(self) -> Any:
        """The face's builder of pages, where the face brings one."""
        try:
            module = import_module(PAGES[1])
        except ModuleNotFoundError as missing:
            if missing.name != PAGES[1]:
                raise
            return None
        return getattr(module, PAGES[2])
