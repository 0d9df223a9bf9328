# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files are taken by what is in them; what cannot be taken is said in words, and nothing else of the form is lost."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace import uploads
from residencies.models import AnswerFile, Application, Entry

from .applying import FORM, address, browser_of, call_with_form, make_artist, question, send

pytestmark = pytest.mark.django_db
WORKS, PAPERS = "22222222-0000-4000-8000-000000000001", "22222222-0000-4000-8000-000000000002"
ASKED = [
    *FORM,
    question("portfolio", WORKS, "Lavori", most_files=2),
    question("files", PAPERS, "Curriculum", kinds=["pdf"], most_files=1, most_mb=1),
]


def picture(kind="JPEG", size=(40, 30), **saved):
    out = io.BytesIO()
    Image.new("RGB", size, "#a8452a").save(out, kind, **saved)
    return out.getvalue()


def with_gps():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x013B] = "Nives Segreti"
    return picture(exif=exif)


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as inside:
        inside.writestr("x.txt", "x")
    return out.getvalue()


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb():
    """A PNG of a few hundred bytes that says it has ten thousand million pixels."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"0" * 1000)) + chunk(b"IEND")


def film():
    box = lambda kind, data=b"": struct.pack(">I", 8 + len(data)) + kind + data  # noqa: E731
    return box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"moov", b"\0" * 40) + box(b"mdat", b"\1" * 100)


PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
WAVE = (
    b"RIFF"
    + struct.pack("<I", 36 + 8)
    + b"WAVEfmt "
    + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    + b"data"
    + struct.pack("<I", 8)
    + b"\x80" * 8
)
SONG = b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + (b"\xff\xfb\x90\x00" + b"\0" * 413) * 3
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

TAKEN = {
    "foto.jpg": (picture(), "image"),
    "foto.png": (picture("PNG"), "image"),
    "senza-nome": (picture("WEBP"), "image"),
    "film.mp4": (film(), "video"),
    "voce.wav": (WAVE, "audio"),
    "canto.mp3": (SONG, "audio"),
}
REFUSED = {
    "disegno.svg": SVG,
    "finto.jpg": SVG,
    "finto.png": b"<!doctype html><script>alert(1)</script>",
    "troncato.jpg": picture()[:100],
    "bomba.png": bomb(),
    "archivio.jpg": archive(),
    "vuoto.jpg": b"",
    "programma.mp3": b"MZ" + b"\0" * 300,
    "doppio.mp4": film() + archive(),
    "doppio.wav": WAVE + archive(),
    "pagina.mp3": b"ID3\x04\0\0\0\0\0\x0a<script>alert(1)</script>" + SONG,
    "cv.pdf": PDF,  # a PDF is no work of a portfolio
}
BAD_PAPERS = {
    "programma.pdf": PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
    "doppio.pdf": PDF + archive(),
    "coda.pdf": PDF + b"<script>alert(1)</script>",
    "mozzo.pdf": PDF[:40],
    "grande.pdf": PDF.replace(b"endobj", b" " * 1_100_000 + b"endobj"),
    "foto.pdf": picture(),
}


def upload(client, call, name, data, field=WORKS, revision=0, action="save", **changes):
    return send(client, call, action, revision, **{f"file-{field}": SimpleUploadedFile(name, data), **changes})


@pytest.mark.parametrize("name", TAKEN)
def test_works_are_taken_by_what_is_in_them(ground, name):
    call, mine = call_with_form(ASKED), browser_of(make_artist())
    data, kind = TAKEN[name]
    assert upload(mine, call, name, data).status_code == 302
    file = AnswerFile.objects.get()
    assert file.kind == kind
    assert Entry.objects.get().answers[WORKS] == [file.pk]
    assert "voce" not in file.file.name  # nothing of its name in the address
    page = mine.get(address(call)).content.decode()
    assert f"/apply/files/{file.pk}/" in page


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_work_is_refused_and_the_rest_is_kept(ground, name):
    call, mine = call_with_form(ASKED), browser_of(make_artist())
    answer = upload(mine, call, name, REFUSED[name], title="Si tiene")
    if REFUSED[name]:
        assert answer.status_code == 422
        assert f"{name}: " in answer.content.decode()
    assert not AnswerFile.objects.exists()
    assert Entry.objects.get().answers["about"]["title"] == "Si tiene"


@pytest.mark.parametrize("name", BAD_PAPERS)
def test_papers_with_programs_tails_or_too_much_are_refused(ground, name):
    call, mine = call_with_form(ASKED), browser_of(make_artist())
    assert upload(mine, call, name, BAD_PAPERS[name], field=PAPERS).status_code == 422
    assert not AnswerFile.objects.exists()


def test_a_paper_is_taken(ground):
    call, mine = call_with_form(ASKED), browser_of(make_artist())
    assert upload(mine, call, "cv.pdf", PDF, field=PAPERS).status_code == 302
    assert AnswerFile.objects.get().kind == "pdf"


def test_a_picture_keeps_nothing_but_its_pixels(ground):
    call, mine = call_with_form(ASKED), browser_of(make_artist())
    upload(mine, call, "foto.jpg", with_gps() + archive())
    with AnswerFile.objects.get().file.open("rb") as file:
        data = file.read()
    assert b"Segreti" not in data
    assert b"PK" not in data[-100:]
    assert not dict(Image.open(io.BytesIO(data)).getexif())


def test_a_huge_file_is_let_go_while_it_arrives_and_the_rest_is_kept(ground, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 200_000)
    call, mine = call_with_form(ASKED), browser_of(make_artist())
    answer = upload(mine, call, "grande.mp4", film() + b"\0" * 900_000, title="Si tiene")
    assert answer.status_code == 422
    assert "troppo grande" in answer.content.decode()
    assert Entry.objects.get().answers["about"]["title"] == "Si tiene"


def test_no_more_files_than_asked_and_one_can_be_taken_away(ground):
    call, mine = call_with_form(ASKED), browser_of(make_artist())
    for revision, name in enumerate(("a.jpg", "b.jpg")):
        upload(mine, call, name, picture(), revision=Entry.objects.values_list("revision", flat=True).first() or revision)
    revision = Entry.objects.get().revision
    assert upload(mine, call, "c.jpg", picture(), revision=revision).status_code == 422
    first = AnswerFile.objects.order_by("pk")[0]
    alt = {f"alt-{first.pk}": "Un forno di notte"}
    send(mine, call, revision=revision, **alt)
    first.refresh_from_db()
    assert first.alt == "Un forno di notte"
    path = first.file.name
    send(mine, call, f"remove-{first.pk}", revision=revision)
    assert AnswerFile.objects.count() == 1
    assert Entry.objects.get().answers[WORKS] == [AnswerFile.objects.get().pk]
    assert path  # the file itself goes on commit


def test_what_was_handed_in_keeps_its_file_until_it_is_handed_in_again(ground):
    call, mine = call_with_form(ASKED), browser_of(make_artist())
    upload(mine, call, "a.jpg", picture(), action="submit")
    entry, file = Entry.objects.get(), AnswerFile.objects.get()
    assert entry.sent[WORKS] == [file.pk]
    send(mine, call, f"remove-{file.pk}", revision=entry.revision)
    assert AnswerFile.objects.exists()
    send(mine, call, "submit", revision=Entry.objects.get().revision)
    assert not AnswerFile.objects.exists()
    assert WORKS not in Entry.objects.get().sent


def test_a_required_portfolio_is_missing_without_a_file(ground):
    call, mine = call_with_form([*FORM, question("portfolio", WORKS, "Lavori", most_files=2, required=True)]), browser_of(make_artist())
    answer = send(mine, call, "submit")
    assert answer.status_code == 422
    assert "Manca un file" in answer.content.decode()
    assert upload(mine, call, "a.jpg", picture(), action="submit", revision=1).status_code == 302


def test_files_are_seen_by_who_sent_them_alone(ground):
    call, mine = call_with_form(ASKED), browser_of()
    upload(mine, call, "foto.jpg", picture(size=(900, 600)))
    file = AnswerFile.objects.get()
    door = f"{address(call)}files/{file.pk}/"
    answer = mine.get(door)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    b"".join(answer.streaming_content)
    assert Image.open(io.BytesIO(mine.get(f"{door}?small").content)).size == (480, 320)
    assert browser_of().get(door).status_code == 404
    assert browser_of(make_artist()).get(door).status_code == 404
    assert mine.get(f"/media/{file.file.name}").status_code == 404
    assert Application.objects.get().number not in file.file.name
