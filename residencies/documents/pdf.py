# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A plain A4 document: head, headings, paragraphs, label and text. Letters of Latin, Greek, Cyrillic, Hebrew and Arabic scripts."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, gettext
from fpdf import FPDF
from fpdf.enums import XPos, YPos

FONTS = Path(__file__).parent / "fonts"
INK, STONE, TERRACOTTA = (34, 41, 43), (92, 97, 92), (168, 69, 42)
MARGIN = 22


class Document(FPDF):
    """`title` stands at the head and in the file's data; `foot` at the foot of each page, with its number. `made_at` makes it repeatable."""

    def __init__(self, *, title: str, foot: str, made_at: datetime) -> None:
        super().__init__(format="A4")
        self.foot = foot
        self.add_font("face", "", FONTS / "titillium-web-regular.ttf")
        self.add_font("face", "B", FONTS / "titillium-web-semibold.ttf")
        self.add_font("other", "", FONTS / "dejavu-sans.ttf")
        self.set_fallback_fonts(["other"], exact_match=False)
        self.set_text_shaping(False)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, margin=24)
        self.set_title(title)
        self.set_author(settings.WAGTAIL_SITE_NAME)
        self.set_lang(get_language() or "it")
        self.set_creation_date(made_at)
        self.add_page()
        self._write(settings.WAGTAIL_SITE_NAME, size=10, colour=TERRACOTTA)
        self._write(title, size=20, bold=True)
        self.ln(3)

    def footer(self) -> None:
        self.set_y(-16)
        self.set_font("face", size=8)
        self.set_text_color(*STONE)
        page = gettext("page %(page)d") % {"page": self.page_no()}
        self.cell(0, 5, f"{self.foot} · {page}", align="C")

    def heading(self, text: str) -> None:
        self.ln(4)
        self._write(text, size=14, bold=True)
        self.ln(1)

    def paragraph(self, text: str, *, quiet: bool = False) -> None:
        self._write(text, size=10.5, colour=STONE if quiet else INK)
        self.ln(1.5)

    def said(self, label: str, text: str) -> None:
        """A question and what was answered."""
        self._write(label, size=9.5, bold=True, colour=STONE)
        self._write(text, size=10.5)
        self.ln(2.5)

    def made(self) -> bytes:
        return bytes(self.output())

    def _write(self, text: str, *, size: float, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        self.set_font("face", "B" if bold else "", size)
        self.set_text_color(*colour)
        self.multi_cell(0, size * 0.5, _printable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _printable(text: str) -> str:
    """Without what has no shape on paper: control characters, and marks of direction that nothing can show."""
    return "".join(sign for sign in text.replace("\t", " ") if sign == "\n" or sign.isprintable())
