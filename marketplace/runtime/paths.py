# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where the runtime keeps what it fetches and writes: one folder, ignored by Git."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def local_folder() -> Path:
    """The one folder for everything local: `.local/` of the checkout, or what MARKETPLACE_LOCAL names."""
    folder = Path(os.environ.get("MARKETPLACE_LOCAL") or REPOSITORY / ".local").expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def shown(path: Path) -> Path:
    """A path as a person in the checkout would type it."""
    return path.relative_to(REPOSITORY) if path.is_relative_to(REPOSITORY) else path


def instance_folder(name: str) -> Path:
    """The folder of one set of servers (`demo`, `test`, `dev`): their data, logs, ports and process ids."""
    folder = local_folder() / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
