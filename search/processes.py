# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Processes beside this one, for work that would take one core too long. Imports nothing of ours: in a new process, Django comes first."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context


def processes(count: int) -> ProcessPoolExecutor:
    """So many processes with the same site and the database that the caller is connected to.

    Spawned, not forked: the worker that may ask for them has threads.
    """
    from django.db import connection

    database = str(connection.settings_dict["NAME"])
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin, initargs=(database,))


def _begin(database: str) -> None:
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database
