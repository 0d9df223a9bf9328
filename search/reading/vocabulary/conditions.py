# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Conditions of booking, words that deny, and words that only join others."""

INSTANT = (
    "prenotazione immediata, prenotazione istantanea, prenotabile subito, prenotazione diretta immediata, "
    "conferma immediata, conferma istantanea, immediatamente prenotabile",
    "instant booking, instant book, instantly bookable, book instantly, immediate booking, instant confirmation, immediate confirmation",
    "sofort buchbar, sofortbuchung, sofortige buchung, direkt buchbar, sofort buchen, sofort bestätigt, sofortbestätigung, "
    "sofortige bestätigung",
)
FREE_CANCELLATION = (
    "cancellazione gratuita, cancellazione gratis, disdetta gratuita, disdetta gratis, annullamento gratuito, "
    "cancellabile gratis, cancellabile gratuitamente, cancellazione flessibile, rimborsabile, prenotazione rimborsabile",
    "free cancellation, free cancelation, cancel for free, cancel free, free to cancel, refundable, fully refundable, "
    "flexible cancellation",
    "kostenlose stornierung, kostenlos stornierbar, kostenlos stornieren, kostenlose storno, gratis storno, "
    "kostenfreie stornierung, kostenfrei stornierbar, gratis stornierbar, stornierbar, erstattbar, flexible stornierung",
)
TABLES: dict[str, tuple[str, ...]] = {
    "instant": INSTANT,
    "freecancellation": FREE_CANCELLATION,
    "old": (
        "vecchio, vecchia, vecchi, vecchie, antico, antica, antichi, antiche, ex, ristrutturato, ristrutturata, "
        "old, former, converted, restored, ancient, alt, alte, alter, altes, alten, ehemalige, ehemaliger, ehemaliges, ehemaligen, restaurierte, restaurierten",
    ),
    "not": (
        "senza, niente, no, non, senza il, senza la, senza un, senza una, non serve, non ho, non ho un, non abbiamo",
        "without, without a, without the, without my, no, not, don't need, don't need a, do not need, no need for",
        "ohne, ohne den, ohne die, ohne das, ohne einen, kein, keine, keinen, keinem, keiner, nicht, brauche kein, brauche keinen",
    ),
}
