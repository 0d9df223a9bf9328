# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A migrated, empty database that test databases are copied from: 360 migrations take a minute, a copy takes a moment."""

import os
import subprocess
import sys

import psycopg
from psycopg import sql

from marketplace.runtime.fingerprints import fingerprint, repository_files
from marketplace.runtime.paths import REPOSITORY
from marketplace.runtime.postgres import EmbeddedPostgres
from marketplace.runtime.progress import step

PREFIX = "template_"


class MigrationFailed(Exception):
    """The template database cannot be migrated; manage.py has said why."""


def template_name() -> str:
    """Differs whenever a migration, a package or the list of apps does."""
    inputs = [REPOSITORY / "requirements.txt", *repository_files("migrations/*.py", "settings/*.py")]
    return PREFIX + fingerprint(inputs)[:16]


def ensure_template(postgres: EmbeddedPostgres) -> str:
    """The name of the template for the code as it is now; made if absent, and then those of older code are dropped."""
    name = template_name()
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]).fetchall()
        existing = {row[0] for row in rows}
        if name in existing:
            return name
        for outdated in existing:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(outdated)))
        making = f"{PREFIX}making"
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
        with step("Migrating the database that the tests copy (once, until a migration changes)"):
            migrate(postgres.url(making))
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name)))
    return name


def migrate(url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "marketplace.settings.test"}
    command = [sys.executable, "-W", "ignore", "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    if subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode:
        raise MigrationFailed
