# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Draws the demo's pictures, files them in Wagtail's library and hangs them on listings."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from rich.progress import Progress

from marketplace.pictures import Request, describe, draw_set
from marketplace.runtime.progress import console

from ..domain.clean_upload import CleanFile
from ..models import Business, BusinessPicture, Experience, Good, Picture, PictureRendition, Product, ProductPicture, Stay
from ..renditions import make_renditions
from ..tasks import prepare_picture
from .plan import Hanging, Plan, make_plan

PREFIX = "demo-"
CREDIT = "Drawn for the demo"
# The middle of what matters in a drawn picture, as shares of its width: buildings stand a little below the middle.
FOCAL = {"focal_point_x": 0.5, "focal_point_y": 0.369, "focal_point_width": 0.475, "focal_point_height": 0.2875}


def hang_pictures(folder: Path | None = None) -> int:
    """Draw what is not drawn yet (kept under LOCAL_DIR), file and hang it; answers how many pictures were new."""
    plan = make_plan()
    requests = list(plan.requests.values())
    paths = draw_pictures(requests, folder)
    with transaction.atomic():
        library, written = file_pictures(requests, paths)
        _hang(plan, library)
    _prepare(plan, library)
    return written


def draw_pictures(requests: list[Request], folder: Path | None = None) -> list[Path]:
    """Files of the requests, drawn if need be under a bar of progress; kept under LOCAL_DIR."""
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("Drawing pictures", total=len(requests))
        return draw_set(
            requests, folder or settings.LOCAL_DIR / "pictures", on_progress=lambda done, _of, _name: progress.update(task, completed=done)
        )


def _prepare(plan: Plan, library: dict[str, Picture]) -> None:
    """What lists show is made now, heads of pages by the worker."""
    heads = {hanging.head for hangings in (plan.stays, plan.experiences, plan.businesses) for hanging in hangings.values()}
    pictures = Picture.objects.filter(pk__in=[library[name].pk for name in heads]).prefetch_related("renditions")
    with Progress(console=console, disable=not console.is_terminal) as progress:
        for picture in progress.track(list(pictures), description="Cutting pictures for lists"):
            if not picture.renditions.all():
                make_renditions(picture=picture, ratios=["3x2"])
                prepare_picture.enqueue(picture.pk, ["wide"])


def file_pictures(requests: list[Request], paths: list[Path]) -> tuple[dict[str, Picture], int]:
    """The library's pictures by name, those new or drawn anew written; and how many were."""
    known = {Path(picture.file.name).stem: picture for picture in Picture.objects.filter(credit=CREDIT)}
    library, written = {}, 0
    for request, path in zip(requests, paths, strict=True):
        digest = hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
        picture = known.get(f"{PREFIX}{request.name}")
        if picture is None or picture.file_hash != digest:
            picture = _new(request, path, picture)
            written += 1
        library[request.name] = picture
    return library, written


def _new(request: Request, path: Path, old: Picture | None) -> Picture:
    words = {
        language: describe(scene=request.scene, season=request.season, hour=request.hour, language=language, seed=request.seed)
        for language in ("it", "en", "de")
    }
    picture = old or Picture(credit=CREDIT)
    if old is not None:
        PictureRendition.objects.filter(image=old).delete()
        old.file.delete(save=False)
    picture.title = words["it"][:255]
    picture.description, picture.description_en, picture.description_de = (words[code][:255] for code in ("it", "en", "de"))
    if not request.name.endswith("-before"):
        for name, share in FOCAL.items():
            setattr(picture, name, round(share * request.size[0]))
    # Drawn here from nothing: clean, and its hash tells whether it was drawn anew.
    picture.file = CleanFile(path.read_bytes(), name=f"{PREFIX}{request.name}.jpg")
    picture.save()
    return picture


def _hang(plan: Plan, library: dict[str, Picture]) -> None:
    walls: list[tuple[Any, dict[str, Hanging]]] = [
        (Stay, plan.stays),
        (Experience, plan.experiences),
        (Good, plan.goods),
        (Business, plan.businesses),
    ]
    for model, hangings in walls:
        for thing in model.objects.filter(slug__in=hangings).select_related(None):
            _hang_one(thing, hangings[thing.slug], library)


def _hang_one(thing: Product | Business, hanging: Hanging, library: dict[str, Picture]) -> None:
    facts = {"picture": library[hanging.head]}
    if hanging.before:
        facts |= {"before_picture": library[hanging.before], "after_picture": library[hanging.head]}
    if any(getattr(thing, f"{name}_id") != picture.pk for name, picture in facts.items()):
        for name, picture in facts.items():
            setattr(thing, name, picture)
        thing.save()
    wanted = [library[name].pk for name in hanging.gallery]
    if wanted and list(thing.gallery.values_list("picture_id", flat=True)) != wanted:
        thing.gallery.all().delete()
        row, owner = (BusinessPicture, "business") if isinstance(thing, Business) else (ProductPicture, "product")
        row.objects.bulk_create(row(**{f"{owner}_id": thing.pk}, picture_id=pk, sort_order=n) for n, pk in enumerate(wanted))
