# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`manage.py worker`: queued tasks, search indexing and periodic jobs in one process, until SIGTERM or Ctrl-C."""

import os
import signal
import threading
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from marketplace.runtime import worker


class Command(BaseCommand):
    help = "Run queued tasks, search indexing and periodic jobs until SIGTERM"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=int(os.environ.get("WORKER_THREADS", "1")), help="tasks run at the same time")
        parser.add_argument("--instance", default="", help="a word that tells this process from others in the process list")

    def handle(self, *, threads: int, **_options: object) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        if not worker.run(stop, task_threads=threads):
            raise CommandError("a task did not end in time; it will be run again")
