# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words that stand before places. Names are not here: they come with the places."""

TABLES: dict[str, tuple[str, ...]] = {
    "at": (
        "a, ad, in, nel comune di, comune di, nel borgo di, paese di, nel paese di, in zona, zona, zona di, in località, "
        "località, loc., frazione, nell', nel, nella, verso, per",
        "at, in, to, village of, the village of, in the village of, area of, around the village of",
        "nach, im, in der, im ort, ort, gemeinde, in der gemeinde, raum, im raum, region, in der region, gegend, gegend um, "
        "provinz, provincia di, province of",
    ),
    "nearto": (
        "vicino a, vicino al, vicino all', vicino alla, vicino allo, vicino, vicini a, vicina a, vicinissimo a, nei pressi di, "
        "nei pressi del, nei pressi della, presso, nelle vicinanze di, nelle vicinanze del, nelle vicinanze della",
        "nei dintorni di, dintorni di, dintorni, intorno a, intorno al, attorno a, accanto a, accanto al, a due passi da, "
        "a due passi dal, a pochi km da, a pochi chilometri da, non lontano da, non lontano dal, lungo il, lungo la, lungo lo, "
        "lungo l', lungo, sulle rive del, sulle rive della, sulla riva del, in riva al, in riva alla, sulla sponda del, sul, "
        "sulla, sull', affacciato sul",
        "near, near to, near the, nearby, close to, close to the, next to, next to the, around, round, not far from, "
        "not far from the, by the, beside the, along, along the, on the, on the banks of, on the banks of the, "
        "in the vicinity of, vicinity of, outside, just outside",
        "in der nähe von, in der naehe von, in der nähe des, in der nähe der, nähe, naehe, nahe, nahe bei, nahe dem, nahe der, "
        "nahe am, bei, beim, rund um, um, unweit von, unweit des, nicht weit von, direkt am, am, an der, an dem, auf dem, "
        "auf der, entlang, entlang des, entlang der, am ufer des, am ufer der, am ufer von, in der umgebung von, umgebung von, "
        "umgebung, neben",
    ),
    "within": (
        "entro, nel raggio di, in un raggio di, raggio di, a, a meno di, massimo, max, within, within a radius of, less than, "
        "under, not more than, im umkreis von, umkreis von, umkreis, innerhalb von, maximal, weniger als, höchstens, bis zu",
    ),
    "km": ("km, kilometri, chilometri, chilometro, kilometer, kilometers, kilometre, kilometres, kilometern, kms, kilomter",),
    "awayfrom": (
        "da, dal, dalla, dallo, dall', di distanza da, di distanza dal, from, from the, of, of the, away from, around, von, vom, "
        "von der, um, rund um, entfernt von, to",
    ),
    "river": (
        "fiume, il fiume, river, the river, fluss, dem fluss, torrente, valle del, valle della, val, argine del, argini del, argine, riva",
    ),
    "riverafter": ("river, fluss, fiume, ufer, tal, valley",),
    "outof": ("di, del, della, dello, dell', d', of, from, von, aus, aus dem",),
}
