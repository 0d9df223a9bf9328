# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pictures of Wagtail's library as AVIF, WebP and JPEG, cut round their focal point.

A list that shows pictures should fetch them with ``prefetch_pictures`` so that the number of queries does not grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet

from catalogue.renditions import MODERN, specs_for
from frontend.tones import tone_class
from marketplace.localised import localised

if TYPE_CHECKING:
    from wagtail.images.models import AbstractRendition

    from catalogue.models import Picture

# How wide the picture stands in the page; a caller may also give a `sizes` value of its own.
SIZES = {
    "card": "(min-width: 1248px) 290px, (min-width: 640px) 45vw, 92vw",
    "half": "(min-width: 992px) 50vw, 100vw",
    "row": "(min-width: 992px) 280px, (min-width: 640px) 40vw, 92vw",
    "full": "100vw",
    "thumb": "168px",
}


@dataclass(frozen=True)
class Source:
    """One <source>: a MIME type and its srcset."""

    mime: str
    srcset: str


@dataclass(frozen=True)
class Cut:
    """All a <picture> needs; width and height are those of the fallback, in pixels."""

    sources: tuple[Source, ...]
    src: str
    width: int
    height: int
    alt: str
    tone: str


def cut_picture(image: Picture, ratio: str, alt: str | None = None) -> Cut:
    """Renditions of an image for a ratio, made when missing. `alt` overrides the library's description."""
    specs = specs_for(ratio)
    made = image.get_renditions(*[spec for group in specs.values() for spec in group])
    sources = tuple(Source(f"image/{fmt}", _srcset([made[s] for s in specs[fmt]])) for fmt in MODERN)
    fallback = made[specs["jpeg"][0]]
    text = alt if alt is not None else localised(image, "description")
    return Cut(sources, fallback.url, fallback.width, fallback.height, text, tone_class(image.dominant_colour))


def prefetch_pictures(queryset: QuerySet[Any], *paths: str) -> QuerySet[Any]:
    """Fetch the images at `paths` ("image", "images__image") and their renditions in two queries a path."""
    return queryset.prefetch_related(*[part for path in paths for part in (path, Prefetch(f"{path}__renditions"))])


def _srcset(renditions: list[AbstractRendition]) -> str:
    if len({r.width for r in renditions}) == 1:
        return renditions[0].url
    return ", ".join(f"{r.url} {r.width}w" for r in renditions)
