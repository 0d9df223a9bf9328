# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The form a stage starts with, by its kind, as the raw value of its StreamField. Staff changes it call by call.

Texts are content in three languages, not interface: Italian, English, German.
"""

from typing import Any
from uuid import uuid4

from ..vocabulary import FileKind, StageKind

Texts = tuple[str, str, str]


def preset_form(kind: str) -> list[dict[str, Any]]:
    """The blocks of a form for a stage of this kind, each with an id of its own; none for an interview."""
    return [{"type": block, "value": {**value}, "id": str(uuid4())} for block, value in PRESETS.get(kind, ())]


def _block(kind: str, label: Texts, help: Texts = ("", "", ""), **rest: Any) -> tuple[str, dict[str, Any]]:
    texts = {
        f"{name}{suffix}": text for name, said in (("label", label), ("help", help)) for suffix, text in zip(SUFFIXES, said, strict=True)
    }
    return kind, {**texts, **rest}


SUFFIXES = ("", "_en", "_de")
BIOGRAPHY = _block(
    "long_text",
    ("Chi sei", "Who you are", "Wer Sie sind"),
    ("Quello che serve per capire il tuo lavoro.", "What one needs to know to understand your work.", "Was man wissen muss, um Ihre Arbeit zu verstehen."),
    most_words=200,
    required=True,
    personal=True,
)  # fmt: skip
PORTFOLIO = _block(
    "portfolio",
    ("Lavori", "Works", "Arbeiten"),
    (
        "Immagini, suoni, video: da tre a dieci, i più vicini a quello che proponi.",
        "Pictures, sound, video: three to ten, those closest to what you propose.",
        "Bilder, Ton, Video: drei bis zehn, die Ihrem Vorhaben am nächsten sind.",
    ),
    most_files=10,
    jury_sees=True,
)
CURRICULUM = _block(
    "files",
    ("Curriculum", "CV", "Lebenslauf"),
    ("Un PDF, al massimo tre pagine.", "One PDF, three pages at most.", "Ein PDF, höchstens drei Seiten."),
    kinds=[FileKind.PDF.value],
    most_files=1,
    most_mb=10,
    personal=True,
)
WEBSITE = _block("link", ("Sito", "Website", "Website"), personal=True)
CONSENT = _block(
    "consent",
    (
        "I lavori che mando sono miei o ho il permesso di mostrarli.",
        "The works I send are mine, or I may show them.",
        "Die Arbeiten, die ich schicke, sind von mir, oder ich darf sie zeigen.",
    ),
    required=True,
)
PRESETS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    StageKind.APPLICATION: (
        _block(
            "long_text",
            ("Il progetto", "The project", "Das Vorhaben"),
            (
                "Che cosa vuoi fare, e perché proprio qui.",
                "What you want to do, and why here.",
                "Was Sie tun möchten, und warum gerade hier.",
            ),
            most_words=400,
            required=True,
            jury_sees=True,
        ),
        _block(
            "long_text",
            ("Il paese e chi ci vive", "The village and who lives there", "Das Dorf und wer dort lebt"),
            (
                "Come incontri chi vive qui, e che cosa resta.",
                "How you meet those who live here, and what stays.",
                "Wie Sie den Menschen hier begegnen, und was bleibt.",
            ),
            most_words=200,
            jury_sees=True,
        ),
        BIOGRAPHY,
        PORTFOLIO,
        CURRICULUM,
        WEBSITE,
        CONSENT,
    ),
    StageKind.CONCEPT: (
        _block("long_text", ("L’idea", "The idea", "Die Idee"), most_words=250, required=True, jury_sees=True),
        BIOGRAPHY,
        PORTFOLIO,
        WEBSITE,
        CONSENT,
    ),
    StageKind.PROPOSAL: (
        _block(
            "long_text",
            ("Il progetto per intero", "The full project", "Das ganze Vorhaben"),
            ("Che cosa fai, settimana per settimana.", "What you do, week by week.", "Was Sie tun, Woche für Woche."),
            most_words=800,
            required=True,
            jury_sees=True,
        ),
        _block(
            "long_text",
            ("Che cosa ti serve", "What you need", "Was Sie brauchen"),
            ("Materiali, attrezzi, persone.", "Materials, tools, people.", "Material, Werkzeug, Menschen."),
            most_words=200,
            jury_sees=True,
        ),
        _block(
            "number",
            ("Costo dei materiali, in euro", "Cost of materials, in euro", "Kosten des Materials, in Euro"),
            least="0",
            most="20000",
            jury_sees=True,
        ),
        _block(
            "files",
            ("Disegni e piante", "Drawings and plans", "Zeichnungen und Pläne"),
            kinds=[FileKind.PDF.value, FileKind.IMAGE.value],
            most_files=6,
            most_mb=20,
            jury_sees=True,
        ),
        CONSENT,
    ),
}
