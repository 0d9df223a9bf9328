# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from catalogue.demo.pictures import PREFIX, draw_pictures, file_pictures
from catalogue.models import Picture
from frontend.light import Hour, Season
from frontend.setup.words import read_words
from marketplace.pictures import demo_set

DATA = Path(__file__).parent / "data"

# Files drawn for listings that any village may show: land-pv-03-village_hill.
LANDSCAPE = "land-{province}-"


def hang_page_pictures() -> int:
    """Draw and file the pictures that only pages show: the landscapes of the first page, those of stories. How many were new."""
    wanted = _names_in(read_words("journal", DATA)) | _names_in(read_words("about", DATA))
    heads = {f"home-{season}-{hour}" for season in Season.values for hour in Hour.values}
    requests = [request for request in demo_set() if request.name in wanted | heads]
    paths = draw_pictures(requests)
    with transaction.atomic():
        _library, written = file_pictures(requests, paths)
    forget_pictures()
    return written


def picture_named(name: str) -> Picture | None:
    """The library's picture of this name."""
    return _pictures().get(name) if name else None


def landscape_for(province: str, number: int) -> Picture | None:
    """One of the landscapes of a province, by turns."""
    mark = LANDSCAPE.format(province=province.lower())
    names = sorted(name for name in _pictures() if name.startswith(mark))
    return _pictures()[names[number % len(names)]] if names else None


def forget_pictures() -> None:
    """Look into the library anew."""
    _pictures.cache_clear()


@cache
def _pictures() -> dict[str, Picture]:
    return {Path(picture.file.name).stem.removeprefix(PREFIX): picture for picture in Picture.objects.order_by("-pk")}


def _names_in(words: Any) -> set[str]:
    """Names after "@ " in bodies and under the key `picture`."""
    if isinstance(words, str):
        return set(re.findall(r"^@ ([\w-]+)", words, re.MULTILINE))
    if isinstance(words, dict):
        own = {words["picture"]} if isinstance(words.get("picture"), str) else set()
        return own.union(*(_names_in(value) for value in words.values()))
    return set()
