# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How long."""

# So many days are so many nights: what idioms mean; all others are one night less.
DAYS_IDIOMS = {7: 7, 8: 7, 10: 10, 14: 14, 15: 14, 20: 20, 30: 30}
TABLES: dict[str, tuple[str, ...]] = {
    "nights": (
        "notte, notti, nott, pernottamento, pernottamenti, night, nights, nite, nites, nacht, nächte, naechte, nächten, "
        "naechten, übernachtung, übernachtungen",
    ),
    "weeks": ("settimana, settimane, week, weeks, wk, woche, wochen",),
    "months": ("mese, mesi, month, months, monat, monate, monaten",),
    "fortnight": ("fortnight, quindicina",),
    "for": ("per, di, for, für, fuer, x",),
    "wholeweek": (
        "una settimana intera, una settimana, a whole week, a week, eine ganze woche, eine woche, einer woche, "
        "qualsiasi settimana, qualunque settimana, any week, irgendeine woche, one week, per una settimana, for a week, "
        "für eine woche",
    ),
    "longweekend": (
        "weekend lungo, week end lungo, fine settimana lungo, ponte, long weekend, long week end, three day weekend, 3 day weekend",
        "bank holiday weekend, langes wochenende, lange wochenende, verlängertes wochenende, verlaengertes wochenende, "
        "verlängerte wochenende, brückentag, weekend lunghi",
    ),
    "oneweekend": (
        "un, uno, per un, per il, a, for a, for the, ein, einem, für ein, qualsiasi, qualunque, any, irgendein, one, il, nel, the",
    ),
}
