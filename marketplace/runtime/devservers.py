# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""PostgreSQL and Elasticsearch for development: `python -m marketplace.runtime.devservers` runs them until Ctrl-C.

`python -m marketplace.runtime.devservers env NAME` prints the exports of a developer called NAME, who gets a database,
a test database and a prefix for indexes of their own on these servers. Quick but not durable: never for real data.
"""

import re
import shlex
import signal
import sys
import threading

from marketplace.runtime.paths import instance_folder
from marketplace.runtime.postgres import EmbeddedPostgres
from marketplace.runtime.progress import say, step
from marketplace.runtime.servers import Servers
from marketplace.runtime.state import State


def run() -> None:
    """Starts both servers, waits for SIGTERM or Ctrl-C, stops them."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    servers = Servers(instance_folder("dev"), durable=False)
    try:
        with step("Starting PostgreSQL and Elasticsearch"):
            servers.start()
        say(servers.without_search or f"Elasticsearch at {servers.elasticsearch.url}")
        say(f"PostgreSQL on port {servers.postgres.port}")
        stop.wait()
    finally:
        servers.stop()


def exports(name: str) -> dict[str, str]:
    """The environment of the developer `name`; makes their database if it is absent."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name):
        raise SystemExit("the name must be small letters, digits and underscores")
    folder = instance_folder("dev")
    state = State(folder)
    postgres = EmbeddedPostgres(folder, durable=False)
    postgres.port = int(state.get("postgres_port") or 0)
    postgres.ensure_database(f"dev_{name}")
    return {
        "DATABASE_URL": postgres.url(f"dev_{name}"),
        "ELASTICSEARCH_URL": f"http://127.0.0.1:{state.get('elasticsearch_port')}",
        "SEARCH_INDEX_PREFIX": name,
        "MARKETPLACE_TEST_DATABASE": f"test_{name}",
        "SECRET_KEY": state.secret("secret_key"),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["env"] and len(sys.argv) == 3:
        for key, value in exports(sys.argv[2]).items():
            say(f"export {key}={shlex.quote(value)}")
    else:
        run()
