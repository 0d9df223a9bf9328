# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What an instance remembers survives, and stays private."""

import stat
from pathlib import Path

from marketplace.runtime.state import State


def test_a_secret_is_made_once_and_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = State(tmp_path).secret("secret_key")

    assert State(tmp_path).secret("secret_key") == first
    assert len(first) >= 64
    assert stat.S_IMODE((tmp_path / "state.json").stat().st_mode) == 0o600


def test_a_state_file_cut_short_by_a_crash_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"secret_key": "ab', encoding="utf-8")

    assert State(tmp_path).get("secret_key") is None
