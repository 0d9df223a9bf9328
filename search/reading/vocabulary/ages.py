# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How old children are."""

TABLES: dict[str, tuple[str, ...]] = {
    "aged": ("di, da, aged, of, age, ages, im alter von, von, alter, età",),
    "years": (
        "anni, anno, years, years old, year, year old, year olds, yrs, yo, y o, jahre, jahren, jahre alt, jahr, jährig, jahrige, "
        "jährigen, jährige, jährigem, mesi, months, monate, monaten",
    ),
    "ageand": ("e, ed, and, und, &, /",),
}
