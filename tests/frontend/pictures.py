# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A picture for the library, painted in one colour."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from catalogue.models import Picture


def make_picture(name: str, **fields: str) -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (1600, 1067), (116, 136, 79)).save(file, "JPEG")
    texts = {"description": "Colline", "description_en": "Hills", "description_de": "Hügel", "dominant_colour": "#74884f"}
    return Picture.objects.create(
        title=name, width=1600, height=1067, file=ContentFile(file.getvalue(), f"{name}.jpg"), **{**texts, **fields}
    )
