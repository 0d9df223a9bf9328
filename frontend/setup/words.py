# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def read_words(name: str, folder: Path = DATA) -> dict[str, Any]:
    """A file of words, here or in another folder."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
