# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Handing private files to jurors: under neutral names, with a type of our own, in parts where a player asks for parts."""

import re
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse

from ..models import AnswerFile, Assignment, Juror
from ..queries.jury import entries_for
from ..vocabulary import FileKind
from .shown import ShownFile, show_application

TYPES = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif", "gif": "image/gif",
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac",
    "opus": "audio/ogg", "aac": "audio/aac", "mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "mov": "video/quicktime",
    "ogv": "video/ogg", "pdf": "application/pdf",
}  # fmt: skip
PART = re.compile(r"bytes=(\d{1,15})-(\d{0,15})$")
MOST_AT_ONCE = 4 * 1024 * 1024  # bytes of a part


def file_for(*, juror: Juror, assignment: Assignment, pk: int) -> tuple[AnswerFile, ShownFile, str] | None:
    """The file, how it is shown, and its application's number; None if this juror does not see it."""
    application = assignment.application
    entries = entries_for(stage=juror.stage).filter(application=application).select_related("form_version").prefetch_related("files")
    for entry in entries:
        shown = show_application(application, entry=entry)
        for found in (file for answer in shown.answers for file in answer.files if file.pk == pk):
            return entry.files.get(pk=pk), found, application.number
    return None


def answer_with_file(request: HttpRequest, file: AnswerFile, shown: ShownFile, number: str) -> HttpResponse:
    """The bytes. Its own name, which may say whose it is, stays behind."""
    ending = (file.file.name or "").rpartition(".")[2].lower()
    kind = TYPES.get(ending, "application/octet-stream")
    name = f"{number}-{re.sub(r'[^a-z0-9]+', '-', f'{file.kind} {_count(shown)}')}.{ending}"
    part = PART.match(request.headers.get("Range", "")) if file.kind in (FileKind.AUDIO, FileKind.VIDEO) else None
    answer: Any = _part(file, part, kind) if part else FileResponse(file.file.open("rb"), content_type=kind)
    if isinstance(answer, FileResponse):
        answer["Content-Length"] = str(file.file.size)
    shows = kind.split("/")[0] in ("image", "audio", "video") or kind == "application/pdf"
    answer["Content-Disposition"] = f'{"inline" if shows else "attachment"}; filename="{name}"'
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, no-store" if kind == "application/pdf" else "private, max-age=3600"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _count(shown: ShownFile) -> str:
    return shown.name.rpartition(" ")[2]


def _part(file: AnswerFile, part: re.Match[str], kind: str) -> HttpResponse:
    """One part, as players ask for it to begin and to jump (RFC 9110, 14)."""
    size = file.file.size
    first = int(part[1])
    last = min(int(part[2]) if part[2] else size - 1, size - 1, first + MOST_AT_ONCE - 1)
    if first >= size or last < first:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file.file.open("rb") as stream:
        stream.seek(first)
        answer = HttpResponse(stream.read(last - first + 1), status=206, content_type=kind)
    answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer
