# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""A picture is the same for the same seed, its own for every other, never flat, and can be told in words."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from marketplace.pictures import HOURS, SCENES, SEASONS, Request, demo_set, describe, draw, draw_set

SMALL = (240, 160)
EVERY = [(scene, season, hour) for scene in SCENES for season in SEASONS for hour in HOURS]


def mark(image: Image.Image) -> str:
    return hashlib.sha256(image.tobytes()).hexdigest()


@pytest.mark.parametrize("scene", SCENES)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_picture(scene: str) -> None:
    first = draw(scene=scene, season="summer", hour="gold", seed=3, size=SMALL)
    again = draw(scene=scene, season="summer", hour="gold", seed=3, size=SMALL)
    other = draw(scene=scene, season="summer", hour="gold", seed=4, size=SMALL)
    assert mark(first) == mark(again)
    assert mark(first) != mark(other)
    difference = np.abs(np.asarray(first, np.int16) - np.asarray(other, np.int16)).mean()
    assert difference > 4, "another seed only moved the grain"


@pytest.mark.parametrize("scene", SCENES)
def test_every_season_and_hour_of_a_scene_is_drawn_and_none_is_flat(scene: str) -> None:
    marks = set()
    for season in SEASONS:
        for hour in HOURS:
            image = draw(scene=scene, season=season, hour=hour, seed=11, size=(180, 120))
            values = np.asarray(image, np.float32)
            assert image.size == (180, 120)
            assert image.mode == "RGB"
            assert values.std() > 9, (season, hour)
            assert values.mean() > 15, (season, hour)
            marks.add(mark(image))
    assert len(marks) == len(SEASONS) * len(HOURS)


def test_night_is_darker_than_noon_and_winter_paler_than_summer() -> None:
    def brightness(season: str, hour: str) -> float:
        return float(np.asarray(draw(scene="hills", season=season, hour=hour, seed=5, size=SMALL), np.float32).mean())

    assert brightness("summer", "night") < brightness("summer", "noon") - 60
    assert brightness("winter", "noon") > brightness("summer", "noon")


@pytest.mark.parametrize("language", ["it", "en", "de"])
def test_every_picture_can_be_told(language: str) -> None:
    told = [describe(scene=s, season=e, hour=h, language=language) for s, e, h in EVERY]
    assert all(20 < len(text) < 200 and text.endswith(".") and "{" not in text for text in told)
    assert len(set(told)) > len(told) * 0.9


def test_words_differ_by_language_and_vary_by_seed() -> None:
    wish = {"scene": "vineyards", "season": "spring", "hour": "dawn"}
    assert len({describe(**wish, language=tongue) for tongue in ("it", "en", "de")}) == 3
    assert describe(**wish, language="de-CH") == describe(**wish, language="de")
    assert len({describe(**wish, language="it", seed=n) for n in range(12)}) > 1


@pytest.mark.parametrize("wrong", [{"scene": "sea"}, {"season": "monsoon"}, {"hour": "tea"}])
def test_unknown_wishes_are_refused(wrong: dict[str, str]) -> None:
    wish = {"scene": "hills", "season": "summer", "hour": "noon"} | wrong
    with pytest.raises(ValueError, match="no such picture"):
        draw(**wish, seed=1, size=SMALL)
    with pytest.raises(ValueError, match="no such picture"):
        describe(**wish, language="it")


def test_a_set_is_drawn_once_and_again_only_where_something_changed(tmp_path: Path) -> None:
    wanted = [Request(f"p{n}", "hills", "summer", "noon", n, SMALL) for n in range(3)]
    seen: list[str] = []
    paths = draw_set(wanted, tmp_path, workers=2, on_progress=lambda done, of, name: seen.append(name))
    assert sorted(seen) == ["p0", "p1", "p2"]
    times = [p.stat().st_mtime_ns for p in paths]
    paths[1].unlink()
    changed = [*wanted[:2], Request("p2", "river", "summer", "noon", 2, SMALL)]
    seen.clear()
    again = draw_set(changed, tmp_path, workers=2, on_progress=lambda done, of, name: seen.append(name))
    assert sorted(filter(None, seen)) == ["p1", "p2"]
    assert again[0].stat().st_mtime_ns == times[0]
    for path in again:
        with Image.open(path) as picture:
            assert picture.size == SMALL


def test_two_pictures_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one name"):
        draw_set([Request("a", "hills", "summer", "noon", 1, SMALL)] * 2, tmp_path)


def test_the_demo_set_shows_every_scene_and_a_home_for_every_season_and_hour() -> None:
    wanted = demo_set()
    assert len({r.name for r in wanted}) == len(wanted)
    assert {r.scene for r in wanted} == set(SCENES)
    assert {f"home-{s}-{h}" for s in SEASONS for h in HOURS} <= {r.name for r in wanted}
    assert 150 <= len(wanted) <= 180


def test_the_package_needs_no_django() -> None:
    import subprocess

    code = "import sys, marketplace.pictures; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
