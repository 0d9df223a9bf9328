# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sets of pictures as files: drawn on several cores, kept while code and wishes are the same."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from .atelier import HOURS, SCENES, SEASONS, draw

LEDGER = "fingerprints.json"


@dataclass(frozen=True)
class Request:
    """One picture wanted: the file's name (without ending) and what it shows."""

    name: str
    scene: str
    season: str
    hour: str
    seed: int
    size: tuple[int, int] = (1600, 1067)


@cache
def code_version() -> str:
    """A fingerprint of the drawing code: when a line of it changes, pictures are drawn anew."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        if path.name not in ("words.py", "__main__.py"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def fingerprint(request: Request) -> str:
    """What a drawn file depends on."""
    return hashlib.sha256(f"{code_version()} {json.dumps(asdict(request), sort_keys=True)}".encode()).hexdigest()


def draw_file(request: Request, out_dir: str) -> str:
    """Draw one picture into a folder as JPEG; returns the name. The file appears whole or not at all."""
    target = Path(out_dir) / f"{request.name}.jpg"
    part = target.with_suffix(".part")
    image = draw(scene=request.scene, season=request.season, hour=request.hour, seed=request.seed, size=request.size)
    image.save(part, "JPEG", quality=88, subsampling=0, progressive=True)
    part.replace(target)
    return request.name


def draw_set(
    requests: Iterable[Request],
    out_dir: Path,
    workers: int = 2,
    on_progress: Callable[[int, int, str], None] | None = None,
) -> list[Path]:
    """Draw every picture that is not there yet; returns the paths in the order of the requests.

    `on_progress(done, of, name)` is called after each picture, kept ones first. Raises ValueError when two requests
    share a name.
    """
    wanted = list(requests)
    if len({r.name for r in wanted}) != len(wanted):
        raise ValueError("two pictures with one name")
    out_dir.mkdir(parents=True, exist_ok=True)
    ledger = _read(out_dir)
    prints = {r.name: fingerprint(r) for r in wanted}
    missing = [r for r in wanted if ledger.get(r.name) != prints[r.name] or not (out_dir / f"{r.name}.jpg").is_file()]
    done = len(wanted) - len(missing)
    if on_progress and done:
        on_progress(done, len(wanted), "")
    if missing:
        # Not forked: the caller may hold database connections and threads.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=min(workers, len(missing)), mp_context=context) as pool:
            jobs = [pool.submit(draw_file, r, str(out_dir)) for r in missing]
            for job in as_completed(jobs):
                name = job.result()
                done += 1
                ledger[name] = prints[name]
                _write(out_dir, ledger)
                if on_progress:
                    on_progress(done, len(wanted), name)
    return [out_dir / f"{r.name}.jpg" for r in wanted]


def _read(out_dir: Path) -> dict[str, str]:
    try:
        found = json.loads((out_dir / LEDGER).read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(out_dir: Path, ledger: dict[str, str]) -> None:
    part = out_dir / f"{LEDGER}.part"
    part.write_text(json.dumps(ledger, indent=0, sort_keys=True))
    part.replace(out_dir / LEDGER)


# How many of each scene the demo has, beside the twenty heads of the home page.
_COUNTS = {
    "hills": 9, "vineyards": 10, "village_hill": 10, "village_plain": 8, "plain": 6, "canal": 4, "river": 5, "boat": 4,
    "fog": 4, "farmstead": 9, "stone_house": 7, "mill": 5, "filanda": 4, "station": 4, "school": 4, "bedroom": 12,
    "kitchen": 8, "studio": 6, "table": 6, "workshop": 5, "fields": 5, "patch": 3, "trail": 5, "night": 4,
}  # fmt: skip
_DAY = ("gold", "noon", "dawn", "gold", "noon", "dusk")
_YEAR = ("summer", "spring", "autumn", "summer", "autumn", "winter", "spring")
_OWN_SEASON = {"fog": ("autumn", "winter"), "patch": ("autumn", "summer")}
_OWN_HOUR = {
    "night": ("night", "night", "dusk"),
    "fog": ("dawn", "noon"),
    "bedroom": ("dawn", "gold", "noon", "night", "dusk"),
}


def demo_set() -> list[Request]:
    """The demo's pictures: twenty heads (every season and hour), the card for links, and every scene several times."""
    out = [
        Request(
            f"home-{season}-{hour}",
            ("village_hill", "hills", "vineyards")[(i * 2 + j) % 3],
            season,
            hour,
            100 + i * 5 + j,
            (1920, 1080),
        )
        for i, season in enumerate(SEASONS)
        for j, hour in enumerate(HOURS)
    ]
    out.append(Request("open-graph", "village_hill", "summer", "gold", 7, (1200, 630)))
    for k, scene in enumerate(SCENES):
        hours, seasons = _OWN_HOUR.get(scene, _DAY), _OWN_SEASON.get(scene, _YEAR)
        for n in range(_COUNTS[scene]):
            season, hour = seasons[(n + k) % len(seasons)], hours[(n * 7 + k) % len(hours)]
            out.append(Request(f"{scene.replace('_', '-')}-{n + 1:02d}", scene, season, hour, k * 50 + n))
    return out
