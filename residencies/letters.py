# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Mails to artists about decisions and residences: in the artist's language, by the outbox, once each; and what they would say."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from marketplace.formats import day, interval, money
from marketplace.messages.domain.queue_mail import queue_mail, render_mail

from .models import Application, Award, Call, Residence, Term
from .programme.wording import moment, quantity_of, sum_of
from .vocabulary import Side

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
BUTTONS = {
    "offered": _("Answer the offer"),
    "accepted": _("Your residency"),
    "placed": _("Read the agreement"),
    "agreed": _("Your residency"),
}


def language_of(application: Application) -> str:
    """The language of this site in which the artist is written to: that of the application where we speak it, else English."""
    return application.language if application.language in LANGUAGES else "en"


def mail_artist(*, application: Application, kind: str, key: str, **more: Any) -> None:
    """Put the letter `kind` (`<kind>_subject.txt`, `<kind>.txt` below residencies/mail) into the outbox,
    in the caller's transaction; `key` says what for. Nothing is written to an application that has no address any more.
    """
    if not application.email:
        return
    language = language_of(application)
    queue_mail(
        dedupe_key=f"residency-{kind}-{key}",
        to=application.email,
        language=language,
        template="residencies/mail/letter",
        context=_letter(application, kind, language, more),
    )


def preview_letter(*, application: Application, kind: str, **more: Any) -> tuple[str, str]:
    """Subject and text of a letter as it would leave now."""
    language = language_of(application)
    context = _letter(application, kind, language, more)
    return render_mail(language=language, template="residencies/mail/letter", context=context)[:2]


def _letter(application: Application, kind: str, language: str, more: dict[str, Any]) -> dict[str, Any]:
    page = "residency" if kind in BUTTONS else "application"  # who was given nothing has no page of a residency
    with translation.override(language):
        url = settings.SITE_URL + reverse(f"residencies:{page}", kwargs={"number": application.number})
        known = {"application": application, "call": application.call, "name": application.name, "url": url}
        known |= {**more, **_facts(application.call, more)}
        title, text, _html = render_mail(language=language, template=f"residencies/mail/{kind}", context=known)
    button = BUTTONS.get(kind)
    with translation.override(language):
        words = str(button) if button else ""
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    return {**known, "title": title, "paragraphs": paragraphs, "button": words}


def _facts(call: Call, more: dict[str, Any]) -> dict[str, str]:
    """Moments and places in words of the active language."""
    facts = {}
    if "respond_by" in more:
        facts["until"] = moment(more["respond_by"], call)
    if "residence" in more:
        residence = more["residence"]
        facts["place"] = place_words(residence)
        facts["dates"] = interval(residence.period.lower, residence.period.upper)
    return facts


def place_words(residence: Residence) -> str:
    """ "Cascina Prato, La camera del fattore · La porcilaia": where one lives, and the studio."""
    unit, studio = residence.place.unit, residence.studio
    home = f"{unit.stay.t.title}, {unit.t.title}" if unit is not None else ""
    return " · ".join(part for part in (home, str(studio.t.name) if studio is not None else "") if part)


def agreement_facts(*, call: Call, award: Award, residence: Residence) -> dict[str, Any]:
    """What the agreement says, in words of the active language."""
    terms = list(call.terms.all())
    return {
        "call": call,
        "application": award.application,
        "artist": award.application.name or award.application.number,
        "host": call.business.name if call.business else call.municipality.name,
        "place": place_words(residence),
        "check_in": day(residence.period.lower),
        "check_out": day(residence.period.upper),
        "nights": (residence.period.upper - residence.period.lower).days,
        "given": [term_words(term) for term in terms if term.side == Side.GIVEN],
        "asked": [term_words(term) for term in terms if term.side == Side.ASKED],
        "instalments": [f"{day(it.due_on)}: {money(it.amount)}" for it in residence.instalments.all()],
    }


def term_words(term: Term) -> str:
    """ "Stipend: 900 € a month": a term in one line."""
    rest = " · ".join(part for part in (sum_of(term), quantity_of(term), str(term.t.note)) if part)
    return f"{term.get_kind_display()}: {rest}" if rest else str(term.get_kind_display())
