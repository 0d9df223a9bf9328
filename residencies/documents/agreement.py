# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The agreement as it was signed, with who signed it and when."""

from django.utils import translation
from django.utils.translation import gettext

from ..models import Agreement, Call
from ..programme.wording import moment
from .pdf import Document


def agreement_pdf(*, agreement: Agreement, call: Call, number: str) -> bytes:
    """In the agreement's own language; times on the clocks of the call."""
    with translation.override(agreement.language):
        title, _gap, text = agreement.text.partition("\n")
        document = Document(title=title, foot=number, made_at=agreement.accepted_at or call.publication_at)
        for paragraph in text.strip().split("\n\n"):
            document.paragraph(paragraph)
        for words in signatures(agreement=agreement, call=call):
            document.paragraph(words, quiet=True)
        return document.made()


def signatures(*, agreement: Agreement, call: Call) -> list[str]:
    """Who has signed and when, in the active language; the network address stays with us."""
    lines = []
    if agreement.accepted_at:
        words = gettext("Signed by %(name)s on %(moment)s")
        lines.append(words % {"name": agreement.accepted_name, "moment": moment(agreement.accepted_at, call)})
    if agreement.countersigned_at:
        lines.append(gettext("Signed for the call on %(moment)s") % {"moment": moment(agreement.countersigned_at, call)})
    return lines or [gettext("Not signed yet")]
