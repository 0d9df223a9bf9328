# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def templates_of_a_room(settings: Any) -> None:
    """A room that mails, with its templates."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
