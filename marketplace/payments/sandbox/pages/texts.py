# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the hosted pages in Italian, English and German.

Not gettext: the sandbox is a process without Django. A test compares languages and placeholders.
"""

from __future__ import annotations

LANGUAGES = ("it", "en", "de")


def _say(italian: str, english: str, german: str) -> dict[str, str]:
    return {"it": italian, "en": english, "de": german}


_FRAME = {
    "banner_title": _say("Simulazione.", "Simulation.", "Simulation."),
    "banner": _say(
        "Questa pagina sta al posto di Stripe: nessuna carta viene addebitata, nessun denaro si muove.",
        "This page stands in for Stripe: no card is charged and no money moves.",
        "Diese Seite steht anstelle von Stripe: Es wird keine Karte belastet, es fließt kein Geld.",
    ),
    "footer": _say(
        "Ambiente di prova del servizio di pagamento. Non inserire dati di carte vere.",
        "Test environment of the payment service. Do not enter details of a real card.",
        "Testumgebung des Zahlungsdienstes. Bitte keine Daten echter Karten eingeben.",
    ),
    "not_found": _say("Pagina non trovata", "Page not found", "Seite nicht gefunden"),
    "not_found_body": _say(
        "Questo indirizzo non porta a nessun pagamento. Torna al sito da cui sei partito.",
        "This address leads to no payment. Go back to the site you came from.",
        "Diese Adresse führt zu keiner Zahlung. Bitte gehen Sie zurück zur Ausgangsseite.",
    ),
}

_PAYMENT = {
    "title": _say("Riepilogo e pagamento", "Review and pay", "Prüfen und bezahlen"),
    "error": _say("Attenzione", "Please note", "Bitte beachten"),
    "how": _say("Paga con carta", "Pay by card", "Mit Karte bezahlen"),
    "lines": _say("Che cosa paghi", "What you are paying for", "Was Sie bezahlen"),
    "total": _say("Totale", "Total", "Gesamtbetrag"),
    "email": _say("E-mail", "Email", "E-Mail"),
    "email_needed": _say(
        "Scrivi un indirizzo e-mail valido, per esempio nome@esempio.it.",
        "Enter a valid email address, such as name@example.com.",
        "Bitte geben Sie eine gültige E-Mail-Adresse ein, zum Beispiel name@beispiel.de.",
    ),
    "cards": _say("Carta di prova", "Test card", "Testkarte"),
    "card_needed": _say("Scegli una delle carte di prova.", "Choose one of the test cards.", "Bitte wählen Sie eine der Testkarten."),
    "card_success": _say("Il pagamento riesce", "The payment succeeds", "Die Zahlung gelingt"),
    "card_three_d_secure": _say(
        "La banca chiede conferma (3-D Secure)",
        "The bank asks for confirmation (3-D Secure)",
        "Die Bank verlangt eine Bestätigung (3-D Secure)",
    ),
    "card_declined": _say("La banca rifiuta la carta", "The bank declines the card", "Die Bank lehnt die Karte ab"),
    "card_no_funds": _say("Fondi insufficienti", "Insufficient funds", "Die Deckung reicht nicht aus"),
    "charge_now": _say(
        "L’importo di {amount} viene addebitato subito.", "{amount} will be charged now.", "{amount} werden sofort abgebucht."
    ),
    "reserve": _say(
        "L’importo di {amount} viene solo riservato: l’addebito avviene quando la richiesta è accettata.",
        "{amount} will only be reserved: you are charged when your request is accepted.",
        "{amount} werden nur vorgemerkt: Abgebucht wird erst, wenn Ihre Anfrage angenommen ist.",
    ),
    "pay_button": _say("Paga {amount}", "Pay {amount}", "{amount} bezahlen"),
    "reserve_button": _say("Riserva {amount}", "Reserve {amount}", "{amount} vormerken"),
    "back": _say("Annulla e torna a {merchant}", "Cancel and return to {merchant}", "Abbrechen und zurück zu {merchant}"),
    "return": _say("Torna a {merchant}", "Return to {merchant}", "Zurück zu {merchant}"),
    "until": _say(
        "Questa pagina vale fino alle {time} (ora di Roma).",
        "This page is valid until {time} (Rome time).",
        "Diese Seite gilt bis {time} Uhr (Ortszeit Rom).",
    ),
    "expired": _say("Questa pagina di pagamento è scaduta", "This payment page has expired", "Diese Zahlungsseite ist abgelaufen"),
    "expired_body": _say(
        "Non è stato addebitato nulla. Torna indietro e, se le date sono ancora libere, ricomincia.",
        "Nothing was charged. Go back and, if your dates are still free, start again.",
        "Es wurde nichts abgebucht. Gehen Sie zurück und beginnen Sie neu, falls Ihre Daten noch frei sind.",
    ),
}

_BANK = {
    "bank_title": _say("La tua banca chiede conferma", "Your bank asks for confirmation", "Ihre Bank bittet um Bestätigung"),
    "bank_body": _say(
        "Confermi il pagamento di {amount} a {merchant} con la carta {card}?",
        "Do you confirm the payment of {amount} to {merchant} with card {card}?",
        "Bestätigen Sie die Zahlung von {amount} an {merchant} mit der Karte {card}?",
    ),
    "bank_confirm": _say("Confermo il pagamento", "Confirm the payment", "Zahlung bestätigen"),
    "bank_refuse": _say("Rifiuto", "Refuse", "Ablehnen"),
    "problem_generic_decline": _say(
        "La banca ha rifiutato la carta. Non è stato addebitato nulla: prova con un’altra carta.",
        "The bank declined the card. Nothing was charged: try another card.",
        "Die Bank hat die Karte abgelehnt. Es wurde nichts abgebucht: Bitte versuchen Sie es mit einer anderen Karte.",
    ),
    "problem_insufficient_funds": _say(
        "Sulla carta non ci sono fondi sufficienti. Non è stato addebitato nulla: prova con un’altra carta.",
        "There are not enough funds on the card. Nothing was charged: try another card.",
        "Die Deckung der Karte reicht nicht aus. Es wurde nichts abgebucht: Bitte versuchen Sie es mit einer anderen Karte.",
    ),
    "problem_payment_intent_authentication_failure": _say(
        "La conferma della banca non è riuscita. Non è stato addebitato nulla: riprova o scegli un’altra carta.",
        "The bank could not confirm the payment. Nothing was charged: try again or choose another card.",
        "Die Bestätigung durch die Bank ist fehlgeschlagen. Es wurde nichts abgebucht: "
        "Bitte versuchen Sie es erneut oder mit einer anderen Karte.",
    ),
}

_HOST = {
    "host_title": _say("Ricevere i pagamenti", "Receive payments", "Zahlungen erhalten"),
    "host_body": _say(
        "{name}: per versarti i compensi il servizio di pagamento deve conoscerti. In questa simulazione i dati sono già pronti:",
        "{name}: before it can pay you, the payment service has to know you. In this simulation the details are ready:",
        "{name}: Bevor der Zahlungsdienst Ihnen Geld überweist, muss er Sie kennen. In dieser Simulation liegen die Angaben bereit:",
    ),
    "host_identity": _say(
        "documento d’identità e indirizzo (di prova)",
        "identity document and address (test data)",
        "Ausweis und Anschrift (Testdaten)",
    ),
    "host_bank": _say("conto bancario (di prova)", "bank account (test data)", "Bankkonto (Testdaten)"),
    "host_tax": _say(
        "codice fiscale o partita IVA (di prova)", "tax code or VAT number (test data)", "Steuernummer oder USt-IdNr. (Testdaten)"
    ),
    "host_complete": _say(
        "Invia i dati di prova e attiva i pagamenti",
        "Send the test data and activate payments",
        "Testdaten senden und Zahlungen freischalten",
    ),
    "host_later": _say("Non ora, continuo più tardi", "Not now, I will continue later", "Nicht jetzt, später fortfahren"),
    "express_title": _say("Saldo e bonifici", "Balance and payouts", "Guthaben und Auszahlungen"),
    "available": _say("Disponibile", "Available", "Verfügbar"),
    "pending": _say("In arrivo", "On the way", "Unterwegs"),
    "payouts": _say("Bonifici", "Payouts", "Auszahlungen"),
    "no_payouts": _say("Ancora nessun bonifico.", "No payouts yet.", "Noch keine Auszahlungen."),
}

TEXTS = {**_FRAME, **_PAYMENT, **_BANK, **_HOST}
