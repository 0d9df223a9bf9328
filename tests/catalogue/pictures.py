# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Pictures for tests, made on the spot."""

from io import BytesIO

from PIL import Image


def picture_file(
    size: tuple[int, int] = (640, 427), kind: str = "JPEG", colour: tuple[int, int, int] = (160, 90, 60), **options: object
) -> BytesIO:
    """A picture in one colour as a file."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind, **options)
    file.seek(0)
    return file
