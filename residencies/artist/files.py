# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files of an application: taken from the page, and handed back to whoever it belongs to."""

from io import BytesIO
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image

from marketplace.errors import Refused

from ..domain.attach_file import attach_file
from ..domain.check_file import too_large
from ..forms.fields import WITH_FILES
from ..models import AnswerFile
from ..vocabulary import FileKind
from .desk import Desk
from .keys import hash_of, key_of

TYPES = {
    "jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf", "mp3": "audio/mpeg", "m4a": "audio/mp4", "wav": "audio/wav",
    "flac": "audio/flac", "ogg": "audio/ogg", "mp4": "video/mp4", "webm": "video/webm",
}  # fmt: skip
SMALL = (480, 480)


def take_files(request: HttpRequest, desk: Desk) -> dict[str, list[str]]:
    """Attach what the page sent; what is wrong with files, by question. What is right is kept."""
    wrong: dict[str, list[str]] = {}
    huge = set(getattr(request, "huge_files", ()))
    for field in desk.fields:
        name = f"file-{field.id}"
        if field.kind not in WITH_FILES or desk.application is None:
            continue
        if name in huge:
            wrong.setdefault(field.id, []).append(str(too_large(field.most_mb or 100)))
        for upload in request.FILES.getlist(name):
            try:
                desk.entry = attach_file(application=desk.application, stage=desk.stage, field=field, upload=upload)
            except Refused as refused:
                wrong.setdefault(field.id, []).append(f"{upload.name}: {refused.message}")
    return wrong


@require_safe
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A file, to who sent it; `?small` a picture small. Nothing in it runs: type of our own, no sniffing, sandbox."""
    file = AnswerFile.objects.select_related("entry__application__call").filter(pk=pk, entry__application__call__slug=slug).first()
    if file is None or not _may_see(request, file):
        raise Http404
    if "small" in request.GET and file.kind == FileKind.IMAGE:
        return _sealed(HttpResponse(_small(file), content_type="image/jpeg"))
    ending = str(file.file.name).rpartition(".")[2]
    answer: Any = FileResponse(
        file.file.open("rb"),
        content_type=TYPES.get(ending, "application/octet-stream"),
        as_attachment=file.kind == FileKind.PDF,
        filename=file.name,
    )
    return _sealed(answer)


def _may_see(request: HttpRequest, file: AnswerFile) -> bool:
    application = file.entry.application
    if request.user.is_authenticated:
        return application.user_id == request.user.pk
    key = hash_of(key_of(request, application.call))
    return application.user_id is None and bool(key) and application.key_hash == key


def _sealed(answer: HttpResponse) -> HttpResponse:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _small(file: AnswerFile) -> bytes:
    with file.file.open("rb") as opened, Image.open(opened) as picture:
        picture.draft("RGB", SMALL)
        small = picture.convert("RGB")
    small.thumbnail(SMALL)
    out = BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()
