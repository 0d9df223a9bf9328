# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.template.loader import render_to_string
from django.utils import translation

from ..letters import agreement_facts, language_of
from ..models import Agreement, Award, Call, Residence


def write_agreement(*, call: Call, award: Award, residence: Residence) -> Agreement:
    """Write the agreement with the facts as they are, in the artist's language; one nobody has signed yet is written anew.

    In the caller's transaction, under the call's row lock.
    """
    language = language_of(award.application)
    with translation.override(language):
        facts = agreement_facts(call=call, award=award, residence=residence)
        text = render_to_string("residencies/consortium/agreement.txt", facts)
    lines = [line.strip() for line in text.splitlines()]
    known = Agreement.objects.filter(award=award).first() or Agreement(award=award)
    known.text, known.language = "\n".join(lines).strip(), language
    known.save()
    return known
