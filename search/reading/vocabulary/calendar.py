# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Days, months, seasons and holidays in words."""

from .words import split

MONTHS = (
    "gennaio, gen, genn, january, jan, januar, jänner, jaenner",
    "febbraio, feb, febb, february, februar, feber",
    "marzo, mar, march, märz, maerz",
    "aprile, apr, april",
    "maggio, mag, magg, may, mai",
    "giugno, giu, june, jun, juni",
    "luglio, lug, july, jul, juli",
    "agosto, ago, august, aug",
    "settembre, set, sett, september, sep, sept",
    "ottobre, ott, october, oct, oktober, okt",
    "novembre, nov, november",
    "dicembre, dic, december, dec, dezember, dez",
)
MONTH_OF = {word: number for number, words in enumerate(MONTHS, 1) for word in split(words)}
ENGLISH = (
    "january, jan, february, feb, march, mar, april, apr, may, june, jun, july, jul, august, aug, september, sep, sept, "
    "october, oct, november, nov, december, dec"
)
# Short or with another meaning: a month only where a word like “in” stands before.
DOUBTFUL = (
    "may, mai, march, mar, set, sett, sep, sept, dec, dic, gen, genn, jan, feb, febb, apr, mag, magg, giu, jun, lug, jul, "
    "ago, aug, ott, oct, okt, nov, dez"
)
SURE_MONTHS = [word for word in MONTH_OF if word not in split(DOUBTFUL)]

WEEKDAYS = (
    "lunedì, lunedi', monday, montag, montags",
    "martedì, martedi', tuesday, dienstag, dienstags",
    "mercoledì, mercoledi', wednesday, mittwoch, mittwochs",
    "giovedì, giovedi', thursday, donnerstag, donnerstags",
    "venerdì, venerdi', friday, freitag, freitags, freitagabend",
    "sabato, saturday, samstag, samstags, sonnabend",
    "domenica, sunday, sonntag, sonntags",
)
SHORT_WEEKDAYS = (
    "lun, mon, mo",
    "mar, mart, tue, tues, di",
    "mer, wed, mi",
    "gio, thu, thur, thurs, do",
    "ven, fri, fr",
    "sab, sat, sa",
    "dom, sun, so",
)
WEEKDAY_OF = {word: number for table in (WEEKDAYS, SHORT_WEEKDAYS) for number, words in enumerate(table) for word in split(words)}

# Holidays: how they are reckoned (days from Easter, or month and day), the day of arrival relative to it, the nights one means.
HOLIDAYS: dict[str, tuple[int | tuple[int, int], int, int]] = {
    "pasqua, easter, ostern, osterwochenende": (0, -1, 2),
    "pasquetta, lunedì dell'angelo, easter monday, ostermontag": (1, -1, 1),
    "venerdì santo, good friday, karfreitag": (-2, 0, 3),
    "pentecoste, whitsun, pentecost, pfingsten, pfingstwochenende": (49, -1, 2),
    "ascensione, ascension, ascension day, himmelfahrt, christi himmelfahrt": (39, 0, 3),
    "corpus domini, corpus christi, fronleichnam": (60, 0, 3),
    "carnevale, carnival, karneval, fasching": (-47, -3, 2),
    "capodanno, san silvestro, new year, new year's, new years, new year's eve, new years eve, silvester, neujahr": ((12, 31), 0, 1),
    "epifania, befana, epiphany, dreikönig, heilige drei könige, dreikönigstag": ((1, 6), -1, 2),
    "san valentino, valentine's, valentines, valentine's day, valentines day, valentinstag": ((2, 14), 0, 1),
    "25 aprile, festa della liberazione": ((4, 25), -1, 2),
    "primo maggio, 1 maggio, 1° maggio, may day, labour day, tag der arbeit, maifeiertag": ((5, 1), -1, 2),
    "2 giugno, festa della repubblica": ((6, 2), -1, 2),
    "ferragosto, assunta, mariä himmelfahrt": ((8, 15), -1, 2),
    "ognissanti, tutti i santi, all saints, all saints day, all saints' day, allerheiligen": ((11, 1), -1, 2),
    "halloween": ((10, 31), 0, 1),
    "san martino": ((11, 11), 0, 1),
    "tag der deutschen einheit": ((10, 3), -1, 2),
    "immacolata, l'immacolata": ((12, 8), -1, 2),
    "natale, christmas, xmas, weihnachten": ((12, 25), -1, 2),
    "santo stefano, boxing day": ((12, 26), -1, 2),
}
# The civil dates above are holidays only if called by “ponte”, “long weekend”: else they are days as others.
CIVIL = ("25 aprile", "1 maggio", "1° maggio", "primo maggio", "2 giugno")
HOLIDAY_OF = {word: reckoning for words, reckoning in HOLIDAYS.items() for word in split(words) if word not in CIVIL}

# First month and day, last month and day of arrival.
SEASONS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "primavera, spring, springtime, frühling, fruehling, frühjahr, fruehjahr": ((3, 20), (6, 20)),
    "estate, summer, summertime, sommer": ((6, 21), (9, 20)),
    "autunno, autumn, fall, herbst": ((9, 21), (12, 20)),
    "inverno, winter": ((12, 21), (3, 19)),
    "vacanze di natale, christmas holidays, weihnachtsferien": ((12, 23), (1, 6)),
}
SEASON_OF = {word: edges for words, edges in SEASONS.items() for word in split(words)}

TABLES: dict[str, tuple[str, ...]] = {
    "month": MONTHS,
    "enmonth": (ENGLISH,),
    "suremonth": tuple(SURE_MONTHS),
    "weekday": WEEKDAYS,
    "anyweekday": (*WEEKDAYS, *SHORT_WEEKDAYS),
    "holiday": tuple(HOLIDAY_OF),
    "season": tuple(SEASON_OF),
    "from": (
        "dal, dall', dallo, da, a partire dal, a partire da, il, lo, l', per il, arrivo il, arrivo, from, from the, on, on the, for the",
        "del, dell', of the, starting, starting on, arriving, arriving on, the, vom, von, ab, ab dem, am, den, der, für den, "
        "anreise, anreise am",
    ),
    "article": ("il, l', dal, dall', al, on the, from the, am, vom, ab dem, den",),
    "to": (
        "al, all', allo, a, fino al, fino a, e il, e l', to, to the, until, till, through, thru, and, and the, bis, bis zum, zum, und, e",
    ),
    "until": ("fino al, fino all', entro il, until, until the, till, till the, bis zum, bis",),
    "between": ("tra, tra il, tra l', fra, fra il, fra l', between, between the, zwischen, zwischen dem",),
    "in": (
        "in, a, ad, di, nel, del, nel mese di, per, durante, entro, of, for, during, this, in the, im, im monat, in dem, während, für",
        "questo, diesen, dieser, any time in, sometime in, quest', irgendwann im",
    ),
    "around": (
        "a, per, di, del, dell', della, d', nel, durante, il giorno di, at, on, for, over, during, zu, an, über, ueber, um, am, für, the",
    ),
    "next": (
        "prossimo, prossima, prossimi, next, nächste, naechste, nächsten, naechsten, nächstes, naechstes, nächster, kommende",
        "kommenden, kommendes, coming, upcoming, entrante",
    ),
    "this": ("questo, questa, this, dieses, diese, diesen, dieser, quest', sto, il, nel, am, the, das",),
    "early": ("inizio, ai primi di, primi di, early, early in, beginning of, start of, anfang",),
    "mid": ("metà, a metà, meta', mid, middle of, mitte",),
    "late": ("fine, fine di, a fine, late, end of, ende",),
    "today": ("oggi, stasera, stanotte, questa sera, questa notte, today, tonight, heute, heute abend, heute nacht",),
    "tomorrow": ("domani, domani sera, domani notte, tomorrow, tomorrow night, morgen, morgen abend",),
    "aftertomorrow": ("dopodomani, dopo domani, day after tomorrow, the day after tomorrow, übermorgen, uebermorgen",),
    "weekend": ("fine settimana, finesettimana, weekend, week end, week-end, wochenende, wochenend, wochenenden",),
    "week": ("settimana, week, woche",),
    "ordinal": ("°, º, ª, st, nd, rd, th, .",),
    "first": ("primo, first, erstes, erste, ersten",),
    "second": ("secondo, second, zweites, zweite, zweiten",),
    "third": ("terzo, third, drittes, dritte, dritten",),
    "fourth": ("quarto, fourth, viertes, vierte, vierten",),
    "last": ("ultimo, last, letztes, letzte, letzten",),
    "any": ("un, uno, una, qualsiasi, qualunque, qualche, a, any, some, one, ein, eine, irgendein, irgendeine, einem, einer",),
    "plusminus": ("±, +/-, +-, più o meno, piu o meno, plus minus, plus or minus, give or take, plusminus, plus/minus",),
    "flexible": ("flessibile, flessibili, flexible, flexibel, di flessibilità, di tolleranza",),
    "days": ("giorno, giorni, gg, day, days, tag, tage, tagen",),
}
