# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tasks that the tests of the worker queue: a queued task is found again by its dotted name."""

import threading

from django_tasks import task

done: list[str] = []
may_end = threading.Event()
begun = threading.Event()


@task()
def note(word: str) -> str:
    done.append(word)
    return word


@task()
def take_long(word: str) -> str:
    begun.set()
    may_end.wait(20)
    done.append(word)
    return word
