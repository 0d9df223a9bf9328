# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Many threads doing one thing at the same moment, each on a connection of its own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection


def together(*actions: Callable[[], Any]) -> list[Any]:
    """What each action returned, or the exception it raised, in their order. None starts before all are ready and connected."""
    start = Barrier(len(actions))
    results: list[Any] = [None] * len(actions)

    def run(place: int, action: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=120)
            results[place] = action()
        except Exception as failure:
            results[place] = failure
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def counted(results: list[Any]) -> dict[str, int]:
    """How many results of each type."""
    names = [type(result).__name__ for result in results]
    return {name: names.count(name) for name in set(names)}
