# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Words that only join others: nobody searches for these."""

from .words import split

FILLERS = frozenset(
    split(
        "a, ad, al, alla, allo, ai, agli, alle, all, con, col, coi, da, dal, dalla, dai, dalle, dall, di, d, del, della, dei, "
        "delle, dell, dello, degli, e, ed, o, in, nel, nella, nei, nelle, nell, il, lo, la, i, gli, le, l, un, uno, una, per, "
        "su, sul, sulla, tra, fra, che, è, mi, ci, si, nostro, nostra, mio, mia, cerco, cerchiamo, cercasi, vorrei, vorremmo, "
        "voglio, dove, qualcosa, solo, anche, ma, se, ho, abbiamo, siamo, arrivo, arriviamo, partenza, grazie, prego, ciao, "
        "buongiorno, disponibile, disponibili, disponibilità, libero, libera, liberi, trovare, prenotare, prenotazione, uno, "
        "poi, circa",
        "an, the, at, by, for, from, of, on, or, and, to, with, my, our, we, i, us, it, is, are, some, any, want, would, like, "
        "looking, look, search, searching, find, need, please, me, that, this, there, hi, hello, book, booking, available, "
        "availability, where, something, also, but, if, have, can, be, near, around",
        "der, die, das, den, dem, des, ein, eine, einen, einem, einer, und, oder, mit, für, fuer, von, vom, zu, zum, zur, im, "
        "am, an, auf, aus, bei, ab, bis, ich, wir, uns, mich, suche, suchen, möchte, möchten, moechte, will, wollen, bitte, "
        "etwas, auch, aber, wenn, ist, sind, haben, frei, verfügbar, gibt, es, wo, hallo, buchen, brauche, brauchen, gerne, "
        "mein, meine, meinem, meinen, unser, unsere, unserem, um",
    )
)
