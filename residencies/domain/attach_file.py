# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import hashlib
from functools import partial
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image

from catalogue.domain.clean_upload import BadPicture, clean_upload

from ..errors import Stale, WrongState
from ..forms.fields import WITH_FILES, Field, fields_of
from ..models import AnswerFile, Application, Entry, Stage
from ..vocabulary import FileKind
from .check_file import BadFile, check_file, too_large
from .check_open import check_open
from .database_now import database_now
from .save_entry import entry_for, frozen_fields

MEGABYTE = 1024 * 1024


def attach_file(*, application: Application, stage: Stage, field: Field, upload: UploadedFile[bytes]) -> Entry:
    """Add a file to an answer: checked by what is in it, pictures from their pixels alone, in the private storage.

    Raises `BadFile` (kind, size, number, content), `TooLate`, `WrongState`; then nothing is stored.
    """
    made = _made(field, upload)
    written = ""
    try:
        with transaction.atomic():
            entry = _entry(application, stage, field)
            ids = list(entry.answers.get(field.id, []))
            if field.most is not None and len(ids) >= field.most:
                raise BadFile(str(_("There are %(count)d files already: take one away first.")) % {"count": len(ids)})
            made.entry = entry
            made.file.save(made.name, made.file.file, save=False)
            written = str(made.file.name)
            made.save()
            _write(entry, field.id, [*ids, made.pk])
    except BaseException:
        if written:
            made.file.storage.delete(written)
        raise
    return entry


def detach_file(*, application: Application, stage: Stage, pk: int) -> Entry:
    """Take a file out of an answer. What was handed in keeps it until it is handed in again. Raises `Stale` for a file that is not there."""
    with transaction.atomic():
        file = AnswerFile.objects.filter(pk=pk, entry__application=application, entry__stage=stage).first()
        field = next((it for it in fields_of(file.entry.form_version) if it.id == file.field), None) if file else None
        if file is None or field is None:
            raise Stale(_("This file is gone already."), entry=entry_for(application=application, stage=stage))
        entry = _entry(application, stage, field)
        _write(entry, field.id, [one for one in entry.answers.get(field.id, []) if one != pk])
        drop_unused(entry)
    return entry


def drop_unused(entry: Entry) -> None:
    """Delete files that neither the draft nor what was handed in names any more."""
    named = {one for answers in (entry.answers, entry.sent or {}) for value in answers.values() if isinstance(value, list) for one in value}
    for file in entry.files.exclude(pk__in=[one for one in named if isinstance(one, int)]):
        transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)))
        file.delete()


def _entry(application: Application, stage: Stage, field: Field) -> Entry:
    locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    now = database_now()
    check_open(application=locked, stage=stage, now=now)
    entry = entry_for(application=locked, stage=stage)
    if field.id in frozen_fields(entry, now):
        raise WrongState(_("This answer cannot be changed any more."))
    return entry


def _write(entry: Entry, name: str, ids: list[int]) -> None:
    entry.answers = {key: value for key, value in {**entry.answers, name: ids}.items() if key != name or ids}
    entry.revision, entry.saved_at = entry.revision + 1, database_now()
    entry.save(update_fields=["answers", "revision", "saved_at"])


def _made(field: Field, upload: UploadedFile[bytes]) -> AnswerFile:
    """The row to be, with its file not stored yet."""
    size = upload.size or 0
    if field.kind not in WITH_FILES or (field.most_mb and size > field.most_mb * MEGABYTE):
        raise BadFile(too_large(field.most_mb or 0))
    kind, ending = check_file(file=upload, size=size)
    if kind.value not in field.files:
        allowed = ", ".join(str(FileKind(one).label) for one in field.files)
        raise BadFile(str(_("Here one can send only: %(kinds)s.")) % {"kinds": allowed})
    stem = PurePath(upload.name or "").stem.replace("\x00", "")[:100] or kind.value
    made = AnswerFile(field=field.id, kind=kind.value, name=f"{stem}.{ending}", size=size)
    data: File[bytes] = upload
    if kind is FileKind.IMAGE:
        data = _picture(made, upload)
    made.sha256 = _digest(data)
    made.file = data
    return made


def _picture(made: AnswerFile, upload: UploadedFile[bytes]) -> ContentFile[bytes]:
    try:
        clean = clean_upload(file=upload, name="work")
    except BadPicture as bad:
        raise BadFile(bad.message) from bad
    with Image.open(clean) as picture:
        made.width, made.height = picture.size
    made.size = clean.size
    made.name = f"{PurePath(made.name).stem}.{(clean.name or 'x.jpg').rpartition('.')[2]}"
    return clean


def _digest(data: File[bytes]) -> str:
    data.seek(0)
    found = hashlib.sha256()
    for chunk in data.chunks():
        found.update(chunk)
    data.seek(0)
    return found.hexdigest()
