# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What must be done before the demo can serve; each step is skipped while its inputs are those of the last time."""

import http.client
import os
from pathlib import Path
from urllib.parse import urlsplit

from marketplace.runtime import messages
from marketplace.runtime.demo_processes import manage
from marketplace.runtime.demo_settings import Demo
from marketplace.runtime.fingerprints import Finished, fingerprint, repository_files
from marketplace.runtime.paths import REPOSITORY
from marketplace.runtime.progress import say, step
from marketplace.runtime.supervisor import give_up

REQUIREMENTS = REPOSITORY / "requirements.txt"


def forget_database(demo: Demo) -> None:
    """The database is new: what was done to the old one is due again."""
    Finished(demo.state).forget("migrate", "load", "index")


def command(demo: Demo, *words: str) -> None:
    """Runs a management command to its end; the demo ends with it if it fails."""
    child = manage(demo, *words)
    child.start()
    try:
        assert child.process is not None
        code = child.process.wait()
    finally:
        child.stop()
    if code:
        give_up(f"This step failed: manage.py {' '.join(words)}")


def compile_messages() -> None:
    if count := messages.compile_all():
        say(f"✓ Compiled {count} translation catalogues")


def migrate(demo: Demo) -> None:
    inputs = fingerprint([REQUIREMENTS, *repository_files("migrations/*.py")])
    if Finished(demo.state).is_current("migrate", inputs):
        return
    say("… Migrating the database")
    command(demo, "migrate", "--no-input")
    command(demo, "createcachetable")
    Finished(demo.state).record("migrate", inputs)


def load(demo: Demo) -> None:
    """Demo data. Loading is idempotent, so that changed data is loaded over the old."""
    code = repository_files("demo/**/*", "demo.py", "load_demo.py", "pictures/**/*.py", "data/*", "migrations/*.py")
    inputs = fingerprint(path for path in code if "__pycache__" not in path.parts)
    if Finished(demo.state).is_current("load", inputs):
        return
    say("… Loading the demo data")
    # Tests of a guest's way need no pictures, and drawing them takes a minute or two.
    command(demo, "load_demo", *(["--no-pictures"] if os.environ.get("MARKETPLACE_DEMO_PICTURES") == "off" else []))
    Finished(demo.state).record("load", inputs)
    Finished(demo.state).forget("index")


def collect_static(demo: Demo) -> None:
    inputs = fingerprint([REQUIREMENTS, *repository_files("static/**/*")])
    if Finished(demo.state).is_current("static", inputs) and (demo.folder / "static").is_dir():
        return
    with step("Collecting static files"):  # no page of Oscar is served
        command(demo, "collectstatic", "--no-input", "--clear", "--ignore", "oscar", "--verbosity", "0")
    Finished(demo.state).record("static", inputs)


def index(demo: Demo) -> None:
    """The search index, or PostgreSQL's rows alone: built when absent, or when what it is built from or by has changed."""
    engine = "elasticsearch" if demo.elasticsearch_url else "postgresql"
    inputs = fingerprint((path for path in repository_files("*.py") if path.is_relative_to(REPOSITORY / "search")), engine)
    there = has_index(demo.elasticsearch_url) if demo.elasticsearch_url else True
    if there and Finished(demo.state).is_current("index", inputs):
        return
    say("… Building the search index")
    command(demo, "search", "rebuild")
    Finished(demo.state).record("index", inputs)


def has_index(url: str) -> bool:
    """True when Elasticsearch holds an index of the demo with documents in it."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    try:
        connection.request("GET", "/demo*/_count")
        answer = connection.getresponse()
        return answer.status == http.HTTPStatus.OK and b'"count":0' not in answer.read()
    except OSError:
        return False
    finally:
        connection.close()


def logins(demo: Demo) -> str:
    """Who can log in, as load_demo wrote it down."""
    path: Path = demo.folder / "logins.txt"
    return " ".join(path.read_text(encoding="utf-8").split("\n")).strip() if path.exists() else ""
