# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How many holds a second the API answers, and what happens when 200 clients want the same nights.

`make bench` calls `measure()`. Alone: `python -m tests.load.holds`, with DATABASE_URL of a server that may create databases.
The site runs under gunicorn as in production, on a loopback port, with a database of its own; the clients run in this process,
so their work is taken from the same two cores.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.client import HTTPConnection
from threading import Barrier, Thread

UNITS, CLIENTS = 600, 12
RIVALS, ROUNDS = 200, 50
HEADERS = {"Content-Type": "application/json"}


def measure() -> list[tuple[str, str, str]]:
    """Rows of a table: what, measured, wanted."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings.test"
    import django
    from django.test.utils import setup_databases, teardown_databases

    django.setup()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        units = _units(UNITS)
        with _site() as port:
            _warm(port, units.pop())
            return [_many_units(port, units), *_same_nights(port, units[0])]
    finally:
        teardown_databases(databases, verbosity=0)


def _units(count: int) -> list[int]:
    from tests.factories import make_stay, make_tariff, make_unit

    stay = make_stay()
    make_tariff(stay.municipality)
    return [make_unit(stay=stay).pk for _unit in range(count)]


@contextmanager
def _site() -> Iterator[int]:
    """gunicorn on a free port, with the settings of the demo and the database made for this."""
    from django.db import connection

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    environment = {
        **os.environ,
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.demo",
        "MARKETPLACE_RATE_LIMITS": "off",
        "WEB_BIND": f"127.0.0.1:{port}",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "marketplace/runtime/gunicorn.py", "marketplace.wsgi"]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _try in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the site did not start")


def _hold(connection: HTTPConnection, unit: int, start: int) -> int:
    first = date.today() + timedelta(days=start)  # noqa: DTZ011 a day more or less does not matter here
    body = {"unit": unit, "check_in": first.isoformat(), "check_out": (first + timedelta(days=2)).isoformat(), "adults": 2}
    connection.request("POST", "/api/v1/holds", json.dumps(body), HEADERS)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _warm(port: int, unit: int) -> None:
    for start in range(2, 122, 2):
        connection = HTTPConnection("127.0.0.1", port)
        _hold(connection, unit, start)
        connection.close()


def _many_units(port: int, units: list[int]) -> tuple[str, str, str]:
    answers: list[int] = []

    def work(mine: list[int]) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        answers.extend(_hold(connection, unit, 30) for unit in mine)
        connection.close()

    threads = [Thread(target=work, args=(units[n::CLIENTS],)) for n in range(CLIENTS)]
    before = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(units) / (time.perf_counter() - before)
    if Counter(answers) != {201: len(units)}:
        raise AssertionError(f"not every hold was made: {Counter(answers)}")
    return "holds on different units, through the HTTP API", f"{rate:.0f} a second", "≥ 150 a second"


def _same_nights(port: int, unit: int) -> list[tuple[str, str, str]]:
    """All rivals start each round together, each on a connection it keeps."""
    start, end = Barrier(RIVALS + 1), Barrier(RIVALS + 1)
    statuses: list[int] = [0] * RIVALS
    seconds: list[float] = [0.0] * RIVALS

    def compete(place: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        connection.connect()
        for turn in range(ROUNDS):
            start.wait()
            before = time.perf_counter()
            statuses[place] = _hold(connection, unit, 40 + 2 * turn)
            seconds[place] = time.perf_counter() - before
            end.wait()
        connection.close()

    threads = [Thread(target=compete, args=(place,)) for place in range(RIVALS)]
    for thread in threads:
        thread.start()
    right, slowest, late = 0, [], 0
    for _turn in range(ROUNDS):
        start.wait()
        end.wait()
        right += Counter(statuses) == {201: 1, 409: RIVALS - 1}
        slowest.append(max(seconds))
        late += max(seconds) > 1
    for thread in threads:
        thread.join()
    return _told(right, sorted(slowest), late)


def _told(right: int, slowest: list[float], late: int) -> list[tuple[str, str, str]]:
    text = f"{slowest[len(slowest) // 2]:.2f} s in the median round, {slowest[-1]:.2f} s in the worst; {late} rounds above 1 s"
    return [
        (
            f"rounds of {RIVALS} clients on the same nights with one 201 and {RIVALS - 1} × 409",
            f"{right} of {ROUNDS}",
            f"{ROUNDS} of {ROUNDS}",
        ),
        ("slowest answer of a round", text, "≤ 1 s"),
    ]


if __name__ == "__main__":
    for what, measured, wanted in measure():
        print(f"| {what} | {measured} | {wanted} |")
