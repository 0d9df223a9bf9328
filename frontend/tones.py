# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dominant colour of a picture, as one of the theme's tone classes: shown while the picture loads.

A class and not a style attribute, since the content security policy allows no inline style. The list is the one of
``theme/scss/_tokens.scss``, in the same order (a test compares the two).
"""

from functools import lru_cache

# fmt: off
TONES = [
    "efe9dc", "d9c7a4", "c7a86b", "a98646", "d4a17a", "b5714d", "8c4a33", "5a3226", "c9cfa6", "9fae73", "74884f", "4c6138",
    "33452c", "cfdadd", "a3bcc6", "7397a8", "48707f", "2e4a57", "1f2c33", "b9b2a6", "8b8579", "5e5a52", "3a3833", "e8c9a0",
]
# fmt: on
# Green weighs most, as it does to the eye.
_WEIGHTS = (2, 4, 3)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (0, 2, 4))


@lru_cache(maxsize=4096)
def tone_class(colour: str) -> str:
    """Class of the tone nearest to "#rrggbb" ("tone-7"); "" for anything else."""
    try:
        wanted = _channels(colour.removeprefix("#"))
    except ValueError:
        return ""
    if len(colour.removeprefix("#")) != 6:
        return ""

    def distance(index: int) -> int:
        return sum(w * (a - b) ** 2 for w, a, b in zip(_WEIGHTS, wanted, _channels(TONES[index]), strict=True))

    return f"tone-{min(range(len(TONES)), key=distance)}"
