# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The upload form of Wagtail's library: files are cleaned before anything is stored, and refusals are words."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.images.forms import BaseImageForm

from ..domain.clean_upload import BadPicture, clean_upload, not_a_picture


def careful(to_python: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wagtail's field looks into the file, and a file cut short makes Pillow raise there."""

    def look(data: Any) -> Any:
        try:
            return to_python(data)
        except (OSError, SyntaxError, ValueError, EOFError) as broken:
            raise ValidationError(not_a_picture(), code=BadPicture.code) from broken

    return look


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].to_python = careful(self.fields["file"].to_python)

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not isinstance(file, UploadedFile):
            return file
        try:
            return clean_upload(file=file, name=file.name or "")
        except BadPicture as refused:
            raise ValidationError(str(refused.message), code=refused.code) from refused
