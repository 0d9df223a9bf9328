# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import warnings
from io import BytesIO
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from marketplace.errors import Refused

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
QUALITY = 90
SRGB = ImageCms.createProfile("sRGB")


class BadPicture(Refused):
    """The file is not a picture that can be taken."""

    code = "bad-picture"


class CleanFile(ContentFile[bytes]):
    """A picture file written by us, from pixels alone."""


def clean_upload(*, file: IO[bytes], name: str) -> CleanFile:
    """A new file with nothing of the old but its pixels: no EXIF, no GPS, no comment, no hidden second file; upright, in sRGB.

    JPEG, or PNG where the picture is see-through. Raises BadPicture for what is no picture, is broken, or has more than
    WAGTAILIMAGES_MAX_IMAGE_PIXELS pixels (a small file may unpack to gigabytes, so the size is read before the pixels).
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                _check_size(picture)
                picture.load()
                return _write(picture, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadPicture(_too_large()) from None
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise BadPicture(not_a_picture()) from broken


def not_a_picture() -> str:
    return _("This file is not a picture, or it is broken. Pictures may be JPEG, PNG, WebP, AVIF or GIF.")


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise BadPicture(_too_large())


def _too_large() -> str:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    return _("The picture is too large: %(most)d megapixels are the most.") % {"most": most}


def _write(picture: Image.Image, name: str) -> CleanFile:
    upright = ImageOps.exif_transpose(picture)
    see_through = upright.mode in ("RGBA", "LA", "PA") or (upright.mode == "P" and "transparency" in upright.info)
    pixels = _in_srgb(upright, "RGBA" if see_through else "RGB")
    fresh = Image.new(pixels.mode, pixels.size)
    fresh.paste(pixels)
    out = BytesIO()
    if see_through:
        fresh.save(out, "PNG", optimize=True)
    else:
        fresh.save(out, "JPEG", quality=QUALITY, progressive=True)
    stem = slugify(PurePath(name).stem)[:80] or "picture"
    return CleanFile(out.getvalue(), name=f"{stem}.{'png' if see_through else 'jpg'}")


def _in_srgb(picture: Image.Image, mode: str) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, SRGB, outputMode="RGB" if picture.mode != "RGBA" else "RGBA")
            picture = converted or picture
        except ImageCms.PyCMSError:
            pass  # an unreadable profile: the numbers are taken as they are
    return picture.convert(mode)
