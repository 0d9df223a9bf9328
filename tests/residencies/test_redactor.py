# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Nothing that says who wrote it passes the redactor of a blind call, however it is written; and texts without it pass whole."""

import pytest
from django.core.files.base import ContentFile

from marketplace.accounts.models import AuditEntry
from residencies.jury.redact import redactor_for
from residencies.jury.shown import show_application
from residencies.models import AnswerFile, Application, CoApplicant, Conflict, Entry
from residencies.queries.jury import with_people
from tests import factories as make

from .juries import HIDDEN, NAME, SHOTS, SITE, TEXT, desk_of, give, handed_in, jury_call, make_juror, stage_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(ground):
    call = jury_call(title="Terra")
    user = make.make_user(full_name="Jörg Müller-D’Angelo", email="jmd77@tanarossa.it", phone="+39 0383 99 88 77")
    made = handed_in(
        call,
        user=user,
        name="Jörg Müller-D’Angelo",
        email="jmd77@tanarossa.it",
        phone="+39 333 765 4321",
        title="Müller: una tanarossa",
        country="DE",
        sent={
            TEXT: "Sono Joerg Mueller e con Li Bao lavoro la terra. Scrivetemi: jmd77@tanarossa.it, 333 7654321.",
            NAME: "La Volpe Bianca",
            HIDDEN: "Zitto",
            SITE: "https://www.instagram.com/tana.di.jorg/",
        },
    )
    friend = make.make_user(full_name="Li Bao", email="b@posta.example")
    CoApplicant.objects.create(application=made, email="bao.li@posta.example", user=friend, state="accepted", token_hash="x")
    return made


@pytest.mark.parametrize(
    "text",
    [
        "Jörg", "JORG", "Joerg", "jörg's", "Müller", "MUELLER", "muller", "Müllers", "D'Angelo", "D’ANGELO", "Angelo", "dangelo",
        "JörgMüller", "joergmueller_art", "mu\u00adller", "M\u200büller", "J. M. D.", "M U L L E R", "Li", "Bao", "bao_li",
        "La Volpe Bianca", "volpe", "tanarossa", "jmd77", "jmd", "tana.di.jorg",
        "jmd77@tanarossa.it", "a.b@c.de", "a (at) b (dot) it", "a chiocciola b punto it", "a＠b.it", "@qualcuno", "Instagram: qualcuno",
        "IG=qualcuno", "u/qualcuno", "https://x.example/y", "www.qualcosa.it", "qualcosa.studio/opere", "qualcosa punto com", "QUALCOSA.COM",
        "+39 333 765 4321", "333.765.4321", "0383 998877", "+49 (0)30 901820", "0049 30 901820",
        "RSSMRA85T10A562S", "IT60 X054 2811 1010 0000 0123 456",
    ],
)  # fmt: skip
def test_what_gives_her_away_is_taken_out(application, text):
    redactor = redactor_for(application)
    shown = redactor.text(f"Prima {text} dopo.")
    assert "[" in shown
    assert text not in shown
    assert shown.startswith("Prima ")
    assert redactor.gives_away(text)


@pytest.mark.parametrize(
    "text",
    [
        "La terra cruda del 1998, alta 1.200 metri, tra il 2019-2021 e il 12/03/2024.",
        "Mulino, mullet, li chiamo angeli; baobab e borgo. Costa 1.250,00 €: 40 m² @ Varzi.",
        "Òltrepò, Ä, ß, ﬁne, 日本, 🎨 e\u0301.",
        "",
    ],
)
def test_a_text_without_any_of_it_passes_whole(application, text):
    assert redactor_for(application).text(text) == text


def test_what_is_round_about_stays_to_the_letter(application):
    text = "Ä🎨 “Müller” ﬁn\u0301e — e poi?"
    assert redactor_for(application).text(text) == "Ä🎨 “[nome]” ﬁn\u0301e — e poi?"


def test_a_call_with_names_shows_them_but_neither_personal_answers_nor_hidden_ones():
    call = jury_call(blind=False)
    sent = {TEXT: "Sono Nives", NAME: "Volpe", HIDDEN: "Zitto", SITE: "https://nives.example/"}
    made = handed_in(call, name="Nives Segreti", title="Di Nives", country="IT", sent=sent)
    shown = show_application(made, entry=made.entries.get())
    assert (shown.name, shown.title, shown.country) == ("Nives Segreti", "Di Nives", "IT")
    assert [answer.text for answer in shown.answers] == ["Sono Nives", "https://nives.example/"]
    assert shown.answers[1].link


SECRETS = (
    "jörg", "joerg", "müller", "mueller", "muller", "angelo", "bao", "volpe", "zitto", "tanarossa", "jmd", "instagram", "765", "segreto",
    "fotografo", "germania",
)  # fmt: skip


def test_no_page_of_a_juror_says_who_it_is(application, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    juror = make_juror(application.call, name="Ada", user=make.make_user(full_name="Ada"))
    give(juror, application)
    entry = Entry.objects.get(application=application)
    file = AnswerFile.objects.create(
        entry=entry, field=SHOTS, kind="image", file=ContentFile(b"\xff\xd8\xff", name="x.jpg"),
        name="segreto-muller.jpg", alt="Jörg Müller davanti alla tanarossa", size=3, sha256="0" * 64,
    )  # fmt: skip
    Entry.objects.filter(pk=entry.pk).update(sent=entry.sent | {SHOTS: [file.pk]})
    client, number = desk_of(juror), application.number
    base = f"/it/jury/{juror.stage_id}/"
    for path in (base, f"{base}conflicts/", f"{base}{number}/", "/it/jury/", f"/de/jury/{juror.stage_id}/{number}/"):
        page = client.get(path)
        assert page.status_code == 200, path
        text = page.content.decode().casefold()
        assert not [word for word in SECRETS if word in text], path
    answer = client.get(f"{base}{number}/files/{file.pk}/")
    assert b"".join(answer.streaming_content) == b"\xff\xd8\xff"
    assert answer["Content-Disposition"] == f'inline; filename="{number}-image-1.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    file.file.delete()


def test_the_same_pages_of_a_call_with_names_would_say_it(application):
    """The control: what the test above does not find is there to be found."""
    application.call.__class__.objects.filter(pk=application.call_id).update(blind=False)
    juror = make_juror(application.call)
    give(juror, application)
    text = desk_of(juror).get(f"/it/jury/{juror.stage_id}/{application.number}/").content.decode().casefold()
    assert "müller" in text
    assert "instagram" in text
    assert "zitto" not in text
    assert "volpe" not in text


def test_what_is_not_hers_is_not_there_and_the_attempt_is_written_down(application):
    call = application.call
    juror, other, elsewhere = make_juror(call), handed_in(call), handed_in(jury_call())
    give(juror, application)
    client, base = desk_of(juror), f"/it/jury/{juror.stage_id}/"
    Conflict.objects.create(juror=juror, application=application, source="found", reason="business")
    for made, why in ((other, "not-assigned"), (application, "conflict"), (elsewhere, "other-call")):
        assert client.get(f"{base}{made.number}/").status_code == 404
        assert client.post(f"{base}{made.number}/save/", {"to_jury": "x"}).status_code == 404
        assert client.post(f"{base}{made.number}/cast/", {"to_jury": "x"}).status_code == 404
        assert client.get(f"{base}{made.number}/files/1/").status_code == 404
        lines = AuditEntry.objects.filter(thing_id=made.number, verb="refuse_reading", actor=juror.user)
        assert {line.after for line in lines} == {why}
        assert lines.count() == 4
    assert client.get(f"{base}A-NESSUNO/").status_code == 404
    assert desk_of(make_juror(jury_call())).get(base).status_code == 404
    assert client.get("/it/jury/99999999999999999999/").status_code == 404


def test_redacting_many_costs_as_many_queries_as_redacting_few(application, django_assert_num_queries):
    def read():
        for each in with_people(Application.objects.filter(call=application.call)):
            redactor_for(each).text(each.title)

    with django_assert_num_queries(3):
        read()
    for _more in range(5):
        handed_in(application.call, user=make.make_user())
    with django_assert_num_queries(3):
        read()
    assert stage_of(application.call)
