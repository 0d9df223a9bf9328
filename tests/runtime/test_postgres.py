# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The embedded PostgreSQL starts, keeps what was committed, and comes back after a kill."""

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from marketplace.runtime.postgres import EmbeddedPostgres


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    postgres = EmbeddedPostgres(tmp_path)
    postgres.start()
    yield postgres
    postgres.stop()


def test_it_is_durable_unless_told_otherwise(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        values = [connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "full_page_writes", "listen_addresses")]

    assert values == [("on",), ("on",), ("127.0.0.1",)]


def test_nobody_enters_without_the_password(server: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(f"postgresql://marketplace:guess@127.0.0.1:{server.port}/postgres")


def test_a_database_is_made_once(server: EmbeddedPostgres) -> None:
    assert server.ensure_database("village") is True
    assert server.ensure_database("village") is False


def test_what_was_committed_is_there_after_its_owner_was_killed(tmp_path: Path) -> None:
    owner = f"""
        import time
        from pathlib import Path
        import psycopg
        from marketplace.runtime.postgres import EmbeddedPostgres
        postgres = EmbeddedPostgres(Path({str(tmp_path)!r}))
        postgres.start()
        with psycopg.connect(postgres.url("postgres")) as connection:
            connection.execute("CREATE TABLE stays AS SELECT 'Casa del fabbro' AS name")
        print("committed", flush=True)
        time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(owner)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"committed\n"
        process.kill()

    again = EmbeddedPostgres(tmp_path)
    again.start()
    try:
        with psycopg.connect(again.url("postgres")) as connection:
            assert connection.execute("SELECT name FROM stays").fetchone() == ("Casa del fabbro",)
    finally:
        again.stop()


def test_a_server_that_our_pid_file_lost_is_ended_before_the_new_one_starts(tmp_path: Path) -> None:
    lost = EmbeddedPostgres(tmp_path)
    first = lost.start()
    first.pid_file.unlink()

    again = EmbeddedPostgres(tmp_path)
    again.start()
    try:
        assert not first.alive()
        assert again.port == lost.port
    finally:
        again.stop()
