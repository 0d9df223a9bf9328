# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Alt text in Italian, English and German for a drawn picture. Written three times, not translated."""

from __future__ import annotations

import zlib

from .phrases import SCENE_WORDS, SEASON_WORDS, TIME_WORDS


def describe(*, scene: str, season: str, hour: str, language: str, seed: int = 0) -> str:
    """One sentence that says what a picture shows, in `language` (it, en or de; others get English).

    The same picture always gets the same sentence; pictures that differ (also by `seed`) often get another wording.
    Raises ValueError for an unknown scene, season or hour.
    """
    tongue = language.split("-")[0].split("_")[0].lower()
    if tongue not in ("it", "en", "de"):
        tongue = "en"
    try:
        shown = SEASON_WORDS.get((scene, season), SCENE_WORDS[scene])[tongue]
        times = TIME_WORDS[tongue][hour]
        season_words = times[season]
    except KeyError as error:
        raise ValueError(f"no such picture: {scene}, {season}, {hour}") from error
    pick = zlib.crc32(f"{scene}{season}{hour}{seed}".encode())
    what, when = shown[pick % len(shown)], season_words[(pick // 7) % len(season_words)]
    return f"{what}, {when}."
