# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How tables are written: phrases with commas between, as people write them; read folded and in small letters."""

from ..line import plain


def split(*lists: str) -> list[str]:
    """The phrases of `lists`, folded, each once."""
    return list(dict.fromkeys(plain(phrase.strip()) for words in lists for phrase in words.split(",") if phrase.strip()))
