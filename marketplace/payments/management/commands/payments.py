# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

import stripe
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue.models import Business
from marketplace.payments.domain.compare_with_stripe import compare_with_stripe
from marketplace.payments.domain.connect_business import connect_business
from marketplace.payments.domain.receive_event import fetch_lost_events
from marketplace.payments.domain.release_transfers import release_transfers
from marketplace.payments.domain.sweep_payments import sweep_payments
from marketplace.payments.queries import allocations_to_converge, events_to_process, payments_to_look_at


class Command(BaseCommand):
    help = "Looks after payments: compare the ledger with Stripe, sweep, release transfers, or say what is waiting."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["compare", "sweep", "release", "status", "connect"])
        parser.add_argument("--business", default="", help="connect: the slug of the business")
        parser.add_argument("--days", type=int, default=3, help="compare: so many days back")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["what"] == "connect":
                self.connect(options["business"])
            else:
                getattr(self, options["what"])(options["days"])
        except stripe.StripeError as silence:
            raise CommandError(f"Stripe: {silence.user_message or type(silence).__name__}") from silence

    def compare(self, days: int) -> None:
        """Fails when something differs, so that a cron job or a person notices."""
        differences = compare_with_stripe(since=timezone.now() - timedelta(days=days))
        for difference in differences:
            self.stdout.write(str(difference))
        if differences:
            raise CommandError(f"{len(differences)} movements differ")
        self.stdout.write("Ledger and Stripe agree.")

    def sweep(self, days: int) -> None:
        lost = fetch_lost_events(since=timezone.now() - timedelta(days=days))
        self.stdout.write(f"{lost} lost events found, {sweep_payments()} things looked at.")

    def release(self, days: int) -> None:
        self.stdout.write(f"{release_transfers()} transfers released.")

    def connect(self, slug: str) -> None:
        """Prints the address where the business gives its data to Stripe: for its owner only, once, for a few minutes."""
        business = Business.objects.filter(slug=slug).first()
        if business is None:
            raise CommandError("There is no business of that slug.")
        self.stdout.write(connect_business(business=business))

    def status(self, days: int) -> None:
        now = timezone.now()
        self.stdout.write(f"payments to look at: {payments_to_look_at(now=now).count()}")
        self.stdout.write(f"orders with refunds or transfers to send: {allocations_to_converge(now=now).count()}")
        self.stdout.write(f"events to process: {events_to_process(now=now).count()}")
