# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""`python -m marketplace.pictures --out DIR --set demo|sheet`: draw the demo's pictures or contact sheets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PIL import Image

from .atelier import HOURS, SCENES, SEASONS
from .sets import Request, demo_set, draw_set

CELL = (400, 267)


def sheet_set(scenes: tuple[str, ...]) -> list[Request]:
    """Every season and hour of each scene, small."""
    return [
        Request(f"{scene}-{season}-{hour}", scene, season, hour, i * 5 + j, (800, 534))
        for scene in scenes
        for i, season in enumerate(SEASONS)
        for j, hour in enumerate(HOURS)
    ]


def bind_sheets(scenes: tuple[str, ...], paths: list[Path], out_dir: Path) -> None:
    """One contact sheet a scene: seasons down, hours across."""
    for n, scene in enumerate(scenes):
        page = Image.new("RGB", (CELL[0] * len(HOURS), CELL[1] * len(SEASONS)))
        for i, path in enumerate(paths[n * 20 : n * 20 + 20]):
            with Image.open(path) as picture:
                page.paste(picture.resize(CELL, Image.Resampling.LANCZOS), (i % 5 * CELL[0], i // 5 * CELL[1]))
        page.save(out_dir / f"sheet-{scene}.jpg", quality=88)


def main() -> None:
    """Read the command line and draw."""
    parser = argparse.ArgumentParser(prog="marketplace.pictures", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder for the files")
    parser.add_argument("--set", choices=("demo", "sheet"), default="demo")
    parser.add_argument("--scene", action="append", choices=SCENES, help="only this scene (sheets); repeatable")
    parser.add_argument("--workers", type=int, default=2)
    wish = parser.parse_args()
    scenes = tuple(wish.scene or SCENES)

    def tell(done: int, of: int, name: str) -> None:
        sys.stderr.write(f"\r{done}/{of} {name:<40}")

    requests = demo_set() if wish.set == "demo" else sheet_set(scenes)
    paths = draw_set(requests, wish.out, wish.workers, tell)
    sys.stderr.write("\n")
    if wish.set == "sheet":
        bind_sheets(scenes, paths, wish.out)


if __name__ == "__main__":
    main()
