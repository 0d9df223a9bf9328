# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The receipt of an application: all that was handed in, to the second."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from .pdf import Document


def receipt_pdf(*, number: str, call: str, sent_at: datetime, pages: Sequence[tuple[str, str, Sequence[tuple[str, str]]]]) -> bytes:
    """`pages`: title of the stage, moment in words, and its lines (question, answer)."""
    document = Document(title=call, foot=number, made_at=sent_at)
    document.paragraph(gettext("Application %(number)s, as it was handed in") % {"number": number}, quiet=True)
    for title, moment, lines in pages:
        document.heading(title)
        document.paragraph(gettext("Handed in on %(moment)s") % {"moment": moment}, quiet=True)
        for label, text in lines:
            document.said(label, text)
    return document.made()
