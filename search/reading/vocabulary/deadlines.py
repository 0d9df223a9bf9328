# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Until when one may apply."""

TABLES: dict[str, tuple[str, ...]] = {
    "deadline": (
        "scadenza, con scadenza, in scadenza, che scade, che scadono, scade, termine, termine ultimo, data di scadenza,"
        "deadline, with deadline, with a deadline, application deadline, closing date, closing, closes, due,"
        "bewerbungsschluss, einsendeschluss, bewerbungsfrist, frist, abgabefrist, abgabe, anmeldeschluss, deadline",
    ),
}
