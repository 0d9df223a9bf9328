# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What it may cost."""

PER_NIGHT = (
    "a notte, per notte, alla notte, a nott, a night, per night, pro nacht, die nacht, je nacht, nacht, night, notte, "
    "/notte, /night, /nacht, al giorno, a day, per day, am tag, pro tag"
)
PER_PERSON = "a persona, per persona, a testa, per person, per head, each, a person, pro person, pro kopf, je person"
IN_ALL = (
    "in totale, totale, in tutto, tutto compreso, complessivi, complessivo, in total, total, altogether, in all, all in, "
    "for everything, insgesamt, gesamt, alles zusammen, zusammen, im ganzen, all inclusive"
)
TABLES: dict[str, tuple[str, ...]] = {
    "euro": ("€, euro, euros, eur, eu",),
    "under": (
        "sotto, sotto i, sotto gli, al di sotto di, sotto ai, sotto le, fino a, fino ai, entro i, entro, meno di, non oltre, "
        "non oltre i, non più di, massimo, al massimo, max, max., prezzo massimo",
        "under, below, up to, less than, at most, no more than, not more than, maximum, cheaper than, within, max of",
        "unter, bis, bis zu, höchstens, hoechstens, maximal, weniger als, nicht mehr als, billiger als, günstiger als, <, <=, per max",
        "budget, budget di, budget of, budget von, budget bis, con un budget di, with a budget of, spesa massima, a meno di",
    ),
    "surelyunder": (
        "sotto i, sotto, fino a, meno di, massimo, al massimo, max, max., under, below, up to, less than, at most, unter, bis, "
        "bis zu, höchstens, maximal, weniger als, <, budget, budget di, budget of, budget von",
    ),
    "over": (
        "sopra, sopra i, oltre, oltre i, più di, almeno, minimo, a partire da, da, over, above, more than, at least, minimum, "
        "from, starting at, über, ueber, mehr als, mindestens, ab, >, >=",
    ),
    "pricebetween": ("tra, fra, tra i, fra i, between, zwischen, da, dai, from, von",),
    "priceand": ("e, e i, ed, and, und, a, ai, to, bis, -, fino a",),
    "about": (
        "circa, a circa, sui, intorno a, intorno ai, attorno ai, about, around, roughly, etwa, ca., ca, circa, rund, um die, "
        "ungefähr, a, per, for, at, für, con, with, mit",
    ),
    "per": (PER_NIGHT, PER_PERSON, IN_ALL),
}
