# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Runs a command with PostgreSQL and Elasticsearch of its own: `python -m marketplace.runtime.testservers -- pytest …`.

Exports DATABASE_URL, ELASTICSEARCH_URL, SEARCH_INDEX_PREFIX, SECRET_KEY and, if there is one, MARKETPLACE_CHROMIUM;
ends the servers whatever happens, and exits with the command's exit code. Says nothing after the command's last word.
"""

import fcntl
import os
import shutil
import subprocess
import sys

from marketplace.runtime.messages import compile_all
from marketplace.runtime.paths import instance_folder
from marketplace.runtime.postgres import PostgresFailed
from marketplace.runtime.progress import console, say, step
from marketplace.runtime.servers import Servers
from marketplace.runtime.state import State
from marketplace.runtime.supervisor import Interrupted, interruptible
from marketplace.runtime.template_database import MigrationFailed, ensure_template

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path of an installed Chromium, or of what MARKETPLACE_CHROMIUM names."""
    return os.environ.get("MARKETPLACE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def environment(servers: Servers, state: State, template: str) -> dict[str, str]:
    """What the command gets on top of our own environment."""
    found = {
        "DATABASE_URL": servers.postgres.url("postgres"),
        "MARKETPLACE_TEST_TEMPLATE": template,
        "SEARCH_INDEX_PREFIX": "test",
        "MARKETPLACE_LOCAL": str(servers.postgres.folder),
        "SECRET_KEY": state.secret("secret_key"),
        "ELASTICSEARCH_URL": "" if servers.without_search else servers.elasticsearch.url,
    }
    if chromium := find_chromium():
        found["MARKETPLACE_CHROMIUM"] = chromium
    return found


def run(command: list[str]) -> int:
    """The exit code of `command`, run between start and stop of the servers."""
    folder = instance_folder("test")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second run waits for its turn
        servers = Servers(folder, durable=False)
        try:
            with step("Starting PostgreSQL and Elasticsearch for the tests"):
                servers.start()
                compile_all()
            template = ensure_template(servers.postgres)
            if servers.without_search:
                shout(f"TESTS OF ELASTICSEARCH CANNOT RUN: {servers.without_search}")
            if not find_chromium():
                shout("NO CHROMIUM FOUND: THE JOURNEYS IN A REAL BROWSER DO NOT RUN (apt-get install chromium)")
            return subprocess.run(command, env={**os.environ, **environment(servers, State(folder), template)}).returncode
        finally:
            servers.stop()


def shout(text: str) -> None:
    console.rule(style="bold red")
    say(text)
    console.rule(style="bold red")


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--"]
    try:
        with interruptible():
            sys.exit(run(arguments))
    except PostgresFailed as cause:
        say(f"PostgreSQL did not start:\n{cause}")
        sys.exit(1)
    except MigrationFailed:
        say("The migrations fail, so no test ran.")
        sys.exit(1)
    except Interrupted as signal:
        sys.exit(signal.code)
