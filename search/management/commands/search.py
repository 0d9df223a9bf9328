# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""`manage.py search rebuild` and `manage.py search check [--fix]`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from elasticsearch import ApiError, TransportError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from search.checking import check, fix
from search.documents import readable
from search.indexing import IndexBroken
from search.rebuilding import copy_to_new_index, rebuild, refresh_everything


class Command(BaseCommand):
    help = "Keeps the search index: builds it anew while writes go on, or compares it with the truth."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        building = actions.add_parser("rebuild", help="documents anew from the things, a new index from them, then swap the alias")
        building.add_argument(
            "--copy",
            action="store_true",
            help="a new index from the documents as they stand in PostgreSQL, which the queue keeps true: much quicker, enough unless"
            " an update or a hand in the database changed what documents say",
        )
        checking = actions.add_parser("check", help="compare; exit code 1 if anything differs")
        checking.add_argument("--fix", action="store_true", help="write anew what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Bars() as bars:
                if options["action"] == "rebuild":
                    self.rebuild(bars, copy=options["copy"])
                    return
                found = check(bars.show)
            self.report(found, repair=options["fix"])
        except (ApiError, TransportError, IndexBroken) as cause:
            raise CommandError(
                f"Elasticsearch does not answer as it should ({type(cause).__name__}); the site searches by PostgreSQL."
            ) from cause

    def rebuild(self, bars: "Bars", *, copy: bool) -> None:
        if not readable():
            refresh_everything(bars.show)
            self.stdout.write("No Elasticsearch is configured: only PostgreSQL's rows were written.")
            return
        count = copy_to_new_index(bars.show) if copy else rebuild(bars.show)
        self.stdout.write(f"{count} listings indexed.")

    def report(self, found: list[Any], *, repair: bool) -> None:
        for difference in found:
            self.stdout.write(f"{difference.key}: {difference.what} in {difference.where}")
        if not found:
            self.stdout.write("No differences.")
        elif repair:
            fix(found)
            self.stdout.write(f"{len(found)} differences repaired.")
        else:
            raise CommandError(f"{len(found)} differences.", returncode=1)


class Bars:
    """A progress bar for each step; without a terminal, silence."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self.progress = Progress(*columns, console=console, disable=not console.is_terminal)
        self.steps: dict[str, Any] = {}

    def __enter__(self) -> "Bars":
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def show(self, step: str, done: int, total: int) -> None:
        if step not in self.steps:
            self.steps[step] = self.progress.add_task(step, total=total)
        self.progress.update(self.steps[step], completed=done, total=total)
