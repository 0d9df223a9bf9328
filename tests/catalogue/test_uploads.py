# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A picture that is uploaded leaves behind everything but its pixels, and what is no picture stays outside."""

import gc
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import ExifTags, Image

from catalogue.domain.clean_upload import BadPicture, clean_upload
from catalogue.models import BusinessMember, Picture

from .. import factories as make
from .pictures import picture_file

pytestmark = pytest.mark.django_db
GPS = {1: "N", 2: (44.0, 49.0, 21.6), 3: "E", 4: (9.0, 11.0, 56.8)}


def photo_with_gps(orientation: int = 6) -> BytesIO:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "SecretCamera"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(GPS)
    return picture_file((640, 400), exif=exif, comment=b"taken at home")


def test_the_place_where_a_photo_was_taken_is_not_kept() -> None:
    original = photo_with_gps()
    with Image.open(original) as before:
        assert before.getexif().get_ifd(ExifTags.IFD.GPSInfo)[2] == GPS[2]
    picture = Picture.objects.create(title="Casa", file=ContentFile(original.getvalue(), name="IMG 0001.JPG"))
    stored = picture.file.open("rb").read()
    picture.file.close()
    assert b"SecretCamera" not in stored
    assert b"taken at home" not in stored
    with Image.open(BytesIO(stored)) as after:
        assert not after.getexif()
        assert "exif" not in after.info


def test_a_photo_taken_upright_stands_upright() -> None:
    picture = Picture.objects.create(title="Casa", file=ContentFile(photo_with_gps(6).getvalue(), name="a.jpg"))
    assert (picture.width, picture.height) == (400, 640)
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (400, 640)


def test_the_colour_shown_while_it_loads_is_that_of_the_picture() -> None:
    picture = Picture.objects.create(title="Rosso", file=ContentFile(picture_file(colour=(200, 30, 30)).getvalue(), name="r.jpg"))
    red, green, blue = (int(picture.dominant_colour[i : i + 2], 16) for i in (1, 3, 5))
    assert red > 180
    assert max(green, blue) < 60


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF"])
def test_other_formats_become_jpeg(kind: str) -> None:
    clean = clean_upload(file=picture_file(kind=kind), name=f"x.{kind}")
    with Image.open(clean) as picture:
        assert (picture.format, picture.size) == ("JPEG", (640, 427))


def test_what_is_see_through_stays_so() -> None:
    file = BytesIO()
    Image.new("RGBA", (20, 20), (10, 20, 30, 0)).save(file, "PNG")
    clean = clean_upload(file=file, name="logo.png")
    with Image.open(clean) as picture:
        assert (picture.format, picture.mode) == ("PNG", "RGBA")


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 400 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
BAD = {
    "svg": SVG,
    "text": b"not a picture",
    "nothing": b"",
    "half": picture_file().getvalue()[:900],
    "pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "bomb": bomb(),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_picture_is_refused(name: str) -> None:
    with pytest.raises(BadPicture):
        clean_upload(file=BytesIO(BAD[name]), name="a.jpg")


def test_more_pixels_than_allowed_are_refused_before_they_are_unpacked(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000
    with pytest.raises(BadPicture, match="megapixel"):
        clean_upload(file=picture_file((500, 500)), name="a.jpg")
    assert clean_upload(file=picture_file((300, 300)), name="a.jpg")


def test_a_second_file_hidden_behind_a_picture_is_left_behind() -> None:
    polyglot = picture_file().getvalue() + b"PK\x03\x04<script>alert(1)</script><?php system($_GET[0]); ?>"
    stored = clean_upload(file=BytesIO(polyglot), name="a.php.jpg").read()
    assert b"script" not in stored
    assert b"php" not in stored


@pytest.fixture
def member(client: Client, ground: None) -> Any:
    from catalogue.domain.prepare_moderation import prepare_moderation

    prepare_moderation()
    user = make.make_user()
    BusinessMember.objects.create(business=make.make_business(), user=user)
    client.force_login(user)
    return user


def upload(client: Client, content: bytes, name: str = "foto.jpg") -> Any:
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return client.post(reverse("wagtailimages:add"), {"title": "Foto", "file": file, "collection": 1})


def test_a_member_uploads_a_picture_and_it_is_clean_and_their_businesss(client: Client, member: Any) -> None:
    assert upload(client, photo_with_gps().getvalue()).status_code == 302
    picture = Picture.objects.get()
    assert picture.business.members.get().user == member
    assert (picture.width, picture.height) == (400, 640)
    with picture.file.open("rb") as file:
        assert b"SecretCamera" not in file.read()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_upload_is_answered_with_words_and_nothing_is_stored(client: Client, member: Any, name: str) -> None:
    response = upload(client, BAD[name])
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Picture.objects.exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail leaves its temporary file to the collector
def test_renditions_are_made_as_avif_and_webp() -> None:
    picture = Picture.objects.create(title="Casa", file=ContentFile(picture_file().getvalue(), name="a.jpg"))
    made = picture.get_renditions("fill-240x160|format-avif", "fill-240x160|format-webp")
    for spec, rendition in made.items():
        with rendition.file.open("rb") as file, Image.open(file) as image:
            assert image.format == spec.rsplit("-", 1)[1].upper()
            assert image.size == (240, 160)
    gc.collect()
