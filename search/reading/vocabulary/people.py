# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who comes."""

# Two that come as such.
TABLES: dict[str, tuple[str, ...]] = {
    "adults": ("adulto, adulti, adulte, grandi, adult, adults, grown ups, grownups, erwachsener, erwachsene, erwachsenen",),
    "children": (
        "bambino, bambina, bambini, bambine, bimbo, bimba, bimbi, bimbe, figlio, figlia, figli, figlie, ragazzino, ragazzini, "
        "minori, minore",
        "child, children, kid, kids, toddler, toddlers, kind, kinder, kindern, kinds, kleinkind, kleinkinder",
    ),
    "babies": ("neonato, neonata, neonati, bebè, bebe', baby, babies, infant, infants, säugling, säuglinge, babys",),
    "people": (
        "persona, persone, pers, ospite, ospiti, posto letto, posti letto, posti, pax, viaggiatori, amici, amiche",
        "person, persons, people, guest, guests, traveller, travellers, travelers, friends, adults, sleeps",
        "personen, gast, gäste, gaeste, gästen, leute, leuten, reisende, freunde, freunden, mann, schlafplätze",
    ),
    "forpeople": (
        "per, x, for, für, fuer, sleeps, in, siamo in, siamo, we are, wir sind, zu, massimo, max, mindestens, almeno, at least, "
        "bis zu, fino a, up to",
    ),
    "strictfor": ("per, x, for, für, fuer, sleeps, siamo in, we are, wir sind, siamo",),
    "inmany": ("in, siamo in",),
    "together": ("zu zweit, zu dritt, zu viert, zu fünft, zu fuenft, zu sechst, zu siebt, zu acht, zu acht, zu neunt, zu zehnt",),
    "couple": (
        "coppia, una coppia, in coppia, per una coppia, per coppia, per coppie, romantico per due, luna di miele",
        "couple, a couple, couples, for a couple, for couples, for the two of us, the two of us, honeymoon, paar, ein paar, "
        "pärchen, paerchen, für paare, für ein paar, für ein pärchen, flitterwochen",
    ),
    "alone": (
        "da solo, da sola, per me, viaggio da sola, viaggio da solo, per una persona, solo traveller, solo traveler, by myself, on my own",
        "just me, only me, for one, allein, alleine, alleinreisend, alleinreisende, für mich allein, für mich alleine, für mich",
    ),
    "family": (
        "famiglia, una famiglia, per famiglia, family, a family, for a family, familie, eine familie, für eine familie, per una famiglia",
    ),
    "group": (
        "gruppo, un gruppo, comitiva, compagnia, group, a group, party, gruppe, eine gruppe, per un gruppo, for a group, für eine gruppe",
    ),
    "of": ("di, da, of, von, aus, mit, with, con",),
    "with": ("con, e, ed, più, piu, +, with, and, plus, &, mit, und, plus, -, for, per, i miei, le mie, my, our, meinen, unseren",),
    "possessive": (
        "i miei, le mie, mio, mia, nostri, my, our, meinen, unseren, meinem, unserem, i nostri, piccoli, piccole, piccolo, "
        "small, little, young, kleinen, kleine, kleinem",
    ),
}
DRITT = {
    "zu zweit": 2,
    "zu dritt": 3,
    "zu viert": 4,
    "zu funft": 5,
    "zu fuenft": 5,
    "zu sechst": 6,
    "zu siebt": 7,
    "zu acht": 8,
    "zu neunt": 9,
    "zu zehnt": 10,
}
