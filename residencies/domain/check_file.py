# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Callable
from typing import IO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.errors import Refused

from ..vocabulary import FileKind

TAIL = 66_000  # where the end of a hidden ZIP archive would stand
ZIP_END = b"PK\x05\x06"
MARKUP = (b"<svg", b"<html", b"<script", b"<!doctype", b"<?xml")
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
CHUNK = 1024 * 1024


class BadFile(Refused):
    """The file cannot be taken."""

    code = "bad-file"


def check_file(*, file: IO[bytes], size: int) -> tuple[FileKind, str]:
    """What a file is by what is in it, never by its name: (kind, ending). Raises `BadFile` for anything that is not wholly a picture, PDF,
    sound or film: markup, archives, programs, files that are two things at once, PDFs with programs inside.
    """
    file.seek(0)
    head = file.read(4096)
    if not head:
        raise BadFile(_("This file is empty."))
    for matches, kind, ending, whole in FORMATS:
        if matches(head):
            if kind is not FileKind.IMAGE:  # pictures are written anew from their pixels
                _no_second_file(file, size, head)
            if whole is not None and not whole(file, size):
                raise BadFile(_("This file is broken or not what it says it is."))
            if kind is FileKind.PDF:
                _no_programs(file)
            file.seek(0)
            return kind, ending
    raise BadFile(
        _(
            "This kind of file cannot be taken. Pictures may be JPEG, PNG, WebP, AVIF or GIF; sound MP3, M4A, WAV, FLAC or OGG; "
            "film MP4 or WebM; documents PDF."
        )
    )


def _no_second_file(file: IO[bytes], size: int, head: bytes) -> None:
    file.seek(max(0, size - TAIL))
    if ZIP_END in file.read() or any(mark in head[:1024].lower() for mark in MARKUP):
        raise BadFile(_("This file is two things at once, and cannot be taken."))


def _no_programs(file: IO[bytes]) -> None:
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        if any(name in before + chunk for name in ACTIVE):
            raise BadFile(_("This PDF has programs or other files inside. Print it to a new PDF and send that."))
        before = chunk[-16:]


def _whole_pdf(file: IO[bytes], size: int) -> bool:
    """Ends with its own end mark and nothing after it."""
    file.seek(max(0, size - 2048))
    before, mark, after = file.read().rpartition(b"%%EOF")
    return bool(mark) and b"startxref" in before and not after.strip(b"\r\n\t \x00")


def _whole_boxes(file: IO[bytes], size: int) -> bool:
    """The boxes of an MP4 lie one behind the other to the last byte, and one of them describes the film."""
    place = 0
    kinds: list[bytes] = []
    while place + 8 <= size and len(kinds) < 10_000:
        file.seek(place)
        header = file.read(16)
        length, kind = int.from_bytes(header[:4], "big"), header[4:8]
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:
            length = size - place
        if length < 8 or not kind.isalnum():
            return False
        kinds.append(kind)
        place += length
    return place == size and b"moov" in kinds


def _whole_wave(file: IO[bytes], size: int) -> bool:
    file.seek(4)
    return abs(int.from_bytes(file.read(4), "little") + 8 - size) <= 1


def _whole_mp3(file: IO[bytes], size: int) -> bool:
    """After the tags, frames that follow one another."""
    file.seek(0)
    head, place = file.read(10), 0
    if head[:3] == b"ID3":
        place = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    for _frame in range(2):
        file.seek(place)
        length = _frame_length(file.read(4))
        if not length:
            return False
        place += length
    return place <= size


RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
KILOBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


def _frame_length(header: bytes) -> int:
    """Bytes of an MPEG layer III frame; 0 if this is none. Source: ISO/IEC 11172-3, 2.4.2.3."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bits, rate = header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return 0
    kilobits = KILOBITS[3 if version == 3 else 2][bits]
    return (144 if version == 3 else 72) * kilobits * 1000 // RATES[version][rate] + (header[2] >> 1 & 1)


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signs)


def _box_of(*brands: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[4:8] == b"ftyp" and head[8:12] in brands


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == form


Whole = Callable[[IO[bytes], int], bool]
FORMATS: tuple[tuple[Callable[[bytes], bool], FileKind, str, Whole | None], ...] = (
    (_begins(b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"), FileKind.IMAGE, "jpg", None),
    (_riff(b"WEBP"), FileKind.IMAGE, "jpg", None),
    (_box_of(b"avif", b"avis"), FileKind.IMAGE, "jpg", None),
    (_begins(b"%PDF-"), FileKind.PDF, "pdf", _whole_pdf),
    (_riff(b"WAVE"), FileKind.AUDIO, "wav", _whole_wave),
    (_begins(b"fLaC"), FileKind.AUDIO, "flac", None),
    (_begins(b"OggS"), FileKind.AUDIO, "ogg", None),
    (_box_of(b"M4A ", b"M4B "), FileKind.AUDIO, "m4a", _whole_boxes),
    (_box_of(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"qt  "), FileKind.VIDEO, "mp4", _whole_boxes),
    (lambda head: head[:4] == b"\x1aE\xdf\xa3" and b"webm" in head[:64], FileKind.VIDEO, "webm", None),
    (_begins(b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2", b"\xff\xe3"), FileKind.AUDIO, "mp3", _whole_mp3),
)  # fmt: skip


def too_large(most_mb: int) -> str | Promise:
    """The words for a file over the limit of its question."""
    return str(_("This file is too large: %(most)d MB are the most.")) % {"most": most_mb}
