# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where files of applications lie: in a storage without a public address; views that ask for permission hand them out."""

import secrets
from typing import Any

from django.core.files.storage import Storage, storages


def private_files() -> Storage:
    return storages["private"]


def path_of(file: Any, name: str) -> str:
    """A path that nobody can guess and that says nothing of the person."""
    return f"applications/{file.entry.application_id}/{secrets.token_urlsafe(18)}.{name.rpartition('.')[2].lower()[:5]}"
