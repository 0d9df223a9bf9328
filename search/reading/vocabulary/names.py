# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What Italian names of places are made of, and words that only look like one."""

from .words import split

# On their own they name no village.
GENERIC = frozenset(
    split(
        "borgo, colli, colle, val, valle, ponte, poggio, rocca, san, santa, santo, sant, monte, monti, villa, corte, castello, "
        "castel, pieve, casa, case,"
        "campo, torre, bagno, bagni, terme, isola, porto, montagna, piana, lago, passo, serra, costa, contrada, cascina, "
        "frazione, centro, paese, city, old, new"
    )
)
PARTICLES = frozenset(split("di, del, della, delle, dei, dello, dell, da, sul, sulla, al, alla, a, in, su, e, la, il, lo, le, i, d, l"))
JOINTS = frozenset(split("e, ed"))
# Addresses, not places.
STREETS = frozenset(
    split(
        "via, viale, vicolo, vico, piazza, piazzale, piazzetta, corso, largo, strada, stradone, calle, salita, circonvallazione, "
        "riva, argine, contrada, vial, borgata, street, road"
    )
)
# Never a typo for a place.
COMMON = frozenset(
    split(
        "moglie, mogli, moglia di, varie, vari, vario, verso, vorrei, vento, verde, verdi, venti, venire, vicini, vicino, "
        "maggio, fortuna, fortunati, monte, monti, gonna, bagno, bagni, romantico, romantica,"
        "romantici, romagna, borgo, borghi, sermone, revive, reserve, reverse, server, serve, riviere, riviera, quiet, quieto, "
        "quartiere, quindici, colline, collina, collinare, montagna, montagne, cucina,"
        "panorama, cena, pranzo, vigneto, vigneti, vino, vini, tartufo, tartufi, salame, relax, natura, piscina, mare, brillo, "
        "bello, bella, brava, moglia's, modern, moderna, moderno, modena's"
    )
)
