# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the alt texts: what is seen, and when."""

from __future__ import annotations

Words = dict[str, tuple[str, ...]]

SCENE_WORDS: dict[str, Words] = {
    "hills": {
        "it": (
            "Colline che si inseguono fino all'Appennino, con una cascina tra i cipressi",
            "Un mosaico di campi e vigne sulle colline dell'Oltrepò",
        ),
        "en": (
            "Hills rolling on to the Apennines, with a farm among cypresses",
            "A patchwork of fields and vines on the Oltrepò hills",
        ),
        "de": (
            "Hügel bis zum Apennin, dazwischen ein Hof mit Zypressen",
            "Ein Flickenteppich aus Feldern und Reben auf den Hügeln des Oltrepò",
        ),
    },
    "vineyards": {
        "it": (
            "Filari di vite che scendono e risalgono la collina",
            "Una vigna vista tra i filari, con le colline di fronte",
        ),
        "en": (
            "Rows of vines running down one slope and up the next",
            "A vineyard seen from between its rows, hills beyond",
        ),
        "de": (
            "Rebzeilen, die ins Tal laufen und am nächsten Hang wieder hinauf",
            "Ein Weinberg, von den Rebzeilen aus gesehen, dahinter Hügel",
        ),
    },
    "village_hill": {
        "it": (
            "Un borgo in cima al colle, con la torre sopra i tetti",
            "Tetti di cotto e una torre in cima a una collina di campi",
        ),
        "en": (
            "A village on its hilltop, a tower above the roofs",
            "Terracotta roofs and a tower on top of a hill of fields",
        ),
        "de": (
            "Ein Dorf auf der Kuppe, der Turm über den Dächern",
            "Ziegeldächer und ein Turm über den Feldern eines Hügels",
        ),
    },
    "village_plain": {
        "it": (
            "Un paese di pianura oltre i campi, attorno al suo campanile",
            "Il campanile e le case di un paese in mezzo alla pianura",
        ),
        "en": (
            "A village of the plain beyond the fields, gathered round its bell tower",
            "The bell tower and houses of a village in the middle of the plain",
        ),
        "de": (
            "Ein Dorf der Ebene hinter den Feldern, um seinen Glockenturm geschart",
            "Glockenturm und Häuser eines Dorfes mitten in der Ebene",
        ),
    },
    "plain": {
        "it": (
            "Un pioppeto in prospettiva lungo una strada bianca",
            "Pioppi in fila nella pianura del Po, con una carraia che porta lontano",
        ),
        "en": (
            "A poplar plantation receding along a white track",
            "Poplars in ranks on the Po plain, a farm track leading away",
        ),
        "de": (
            "Eine Pappelpflanzung, die sich an einem Feldweg in die Tiefe zieht",
            "Pappeln in Reihen in der Po-Ebene, ein Feldweg führt hinaus",
        ),
    },
    "canal": {
        "it": ("Un canale diritto tra i pioppi e i prati", "L'acqua ferma di un canale che corre verso l'orizzonte"),
        "en": ("A straight canal between poplars and meadows", "The still water of a canal running to the horizon"),
        "de": (
            "Ein gerader Kanal zwischen Pappeln und Wiesen",
            "Das stille Wasser eines Kanals, der zum Horizont läuft",
        ),
    },
    "river": {
        "it": (
            "Il Po largo e lento, con il bosco sull'altra riva",
            "Gli alberi dell'altra riva riflessi nel grande fiume",
        ),
        "en": ("The Po, wide and slow, woods on the far bank", "Trees of the far bank mirrored in the great river"),
        "de": (
            "Der Po, breit und langsam, mit Wald am anderen Ufer",
            "Die Bäume des anderen Ufers, gespiegelt im großen Fluss",
        ),
    },
    "boat": {
        "it": ("Una barca di legno ormeggiata alla riva del Po", "Una barca da fiume ferma accanto al suo palo"),
        "en": ("A wooden boat moored at the bank of the Po", "A river boat lying still beside its post"),
        "de": ("Ein Holzkahn, am Ufer des Po festgemacht", "Ein Flussboot, das ruhig an seinem Pfahl liegt"),
    },
    "fog": {
        "it": (
            "La pianura nella nebbia, i pioppi che sbiadiscono uno dopo l'altro",
            "Un filare di pioppi che si perde nella nebbia",
        ),
        "en": ("The plain in fog, each poplar paler than the last", "A line of poplars fading into the fog"),
        "de": (
            "Die Ebene im Nebel, jede Pappel blasser als die vorige",
            "Eine Pappelreihe, die sich im Nebel verliert",
        ),
    },
    "farmstead": {
        "it": (
            "Una cascina a corte, con la casa padronale e la barchessa ad archi",
            "La corte di una cascina: la casa, i portici, la colombaia",
        ),
        "en": (
            "A courtyard farm with the master's house and an arcaded barn",
            "The court of a farm: house, arches and dovecote",
        ),
        "de": (
            "Ein Vierseithof mit Herrenhaus und Bogenscheune",
            "Der Hof eines Gutes: Wohnhaus, Bögen und Taubenturm",
        ),
    },
    "stone_house": {
        "it": (
            "Case di sasso addossate l'una all'altra, con la legna pronta per l'inverno",
            "Una casa di pietra di montagna sotto un grande albero",
        ),
        "en": (
            "Stone houses leaning on one another, firewood stacked for winter",
            "A mountain house of fieldstone beneath a large tree",
        ),
        "de": (
            "Steinhäuser, aneinandergelehnt, das Brennholz für den Winter gestapelt",
            "Ein Bergdorfhaus aus Feldstein unter einem großen Baum",
        ),
    },
    "mill": {
        "it": ("Un mulino con la sua ruota, specchiato nella roggia", "La ruota di un vecchio mulino sull'acqua"),
        "en": ("A mill and its wheel, mirrored in the race", "The wheel of an old mill above the water"),
        "de": ("Eine Mühle mit ihrem Rad, gespiegelt im Mühlbach", "Das Rad einer alten Mühle über dem Wasser"),
    },
    "filanda": {
        "it": (
            "Una filanda di mattoni con le finestre alte e la ciminiera",
            "La lunga facciata di una vecchia filanda e il suo camino",
        ),
        "en": ("A brick silk mill with tall windows and a chimney", "The long front of an old silk mill and its stack"),
        "de": (
            "Eine Seidenspinnerei aus Backstein mit hohen Fenstern und Schlot",
            "Die lange Front einer alten Seidenspinnerei mit ihrem Schornstein",
        ),
    },
    "station": {
        "it": ("Una piccola stazione dismessa, con l'erba tra i binari", "La stazioncina di una linea che non c'è più"),
        "en": ("A small disused station, grass between the rails", "The little station of a line that no longer runs"),
        "de": (
            "Ein kleiner stillgelegter Bahnhof, Gras zwischen den Gleisen",
            "Der kleine Bahnhof einer Strecke, die es nicht mehr gibt",
        ),
    },
    "school": {
        "it": (
            "La vecchia scuola del paese, con il frontone e le finestre grandi",
            "Una scuola elementare di primo Novecento in mezzo al verde",
        ),
        "en": (
            "The old village school with its pediment and wide windows",
            "A village school of the early 1900s among trees",
        ),
        "de": (
            "Die alte Dorfschule mit Giebel und großen Fenstern",
            "Eine Dorfschule aus der Zeit um 1910 zwischen Bäumen",
        ),
    },
    "bedroom": {
        "it": (
            "Una camera da letto con la finestra sul paesaggio",
            "Un letto rifatto, una lampada, e fuori dalla finestra la campagna",
        ),
        "en": ("A bedroom with a window on the landscape", "A made bed, a lamp, and the country outside the window"),
        "de": (
            "Ein Schlafzimmer mit Fenster zur Landschaft",
            "Ein gemachtes Bett, eine Lampe und draußen vor dem Fenster das Land",
        ),
    },
    "kitchen": {
        "it": (
            "Una cucina con il tavolo lungo, le sedie di paglia e la finestra sulla campagna",
            "La tavola di cucina con i fiori e una ciotola di frutta",
        ),
        "en": (
            "A kitchen with a long table, straw chairs and a window on the country",
            "A kitchen table with flowers and a bowl of fruit",
        ),
        "de": (
            "Eine Küche mit langem Tisch, Strohstühlen und Blick ins Grüne",
            "Ein Küchentisch mit Blumen und einer Obstschale",
        ),
    },
    "studio": {
        "it": (
            "Uno studio d'artista con il cavalletto davanti alla finestra",
            "Un cavalletto, i barattoli dei pennelli e una finestra alta",
        ),
        "en": ("An artist's studio with an easel by the window", "An easel, jars of brushes and a tall window"),
        "de": ("Ein Atelier mit Staffelei am Fenster", "Eine Staffelei, Gläser mit Pinseln und ein hohes Fenster"),
    },
    "table": {
        "it": (
            "Una tavola con pane, salame, formaggio e un bicchiere di rosso",
            "Vino, pane e salame su un tavolo davanti alla finestra",
        ),
        "en": (
            "A table with bread, salame, cheese and a glass of red",
            "Wine, bread and salame on a table by the window",
        ),
        "de": (
            "Ein Tisch mit Brot, Salami, Käse und einem Glas Rotwein",
            "Wein, Brot und Salami auf einem Tisch am Fenster",
        ),
    },
    "workshop": {
        "it": (
            "Una bottega con il banco, la pialla e gli attrezzi alla parete",
            "Il banco di un falegname con i trucioli e una finestra sulle colline",
        ),
        "en": (
            "A workshop with its bench, a plane and tools on the wall",
            "A joiner's bench with shavings, a window beside it",
        ),
        "de": (
            "Eine Werkstatt mit Hobelbank und Werkzeug an der Wand",
            "Die Bank eines Tischlers mit Hobelspänen, daneben ein Fenster",
        ),
    },
    "fields": {
        "it": ("Campi di grano e un albero solo sul dosso",),
        "en": ("Fields of grain and a single tree on the rise",),
        "de": ("Kornfelder und ein einzelner Baum auf der Anhöhe",),
    },
    "patch": {
        "it": ("Un orto in fila verso la cascina",),
        "en": ("Vegetable rows leading to a farm",),
        "de": ("Gemüsereihen, die auf einen Hof zulaufen",),
    },
    "trail": {
        "it": ("Un sentiero nel bosco di castagni", "La luce tra i castagni lungo il sentiero"),
        "en": ("A path through the chestnut wood", "Light between chestnut trees along a path"),
        "de": ("Ein Weg durch den Kastanienwald", "Licht zwischen Kastanien am Weg"),
    },
    "night": {
        "it": ("Un cielo immenso sopra le colline e un paese lontano",),
        "en": ("A vast sky above the hills and a distant village",),
        "de": ("Ein weiter Himmel über den Hügeln und ein fernes Dorf",),
    },
}

SEASON_WORDS: dict[tuple[str, str], Words] = {
    ("vineyards", "autumn"): {
        "it": ("Filari rossi e gialli che scendono verso la valle", "La vigna dopo la vendemmia, con le foglie accese"),
        "en": ("Red and yellow vine rows running down to the valley", "A vineyard after the harvest, its leaves aglow"),
        "de": ("Rote und gelbe Rebzeilen, die ins Tal laufen", "Ein Weinberg nach der Lese, das Laub leuchtet"),
    },
    ("vineyards", "winter"): {
        "it": ("Viti spoglie che rigano la collina innevata",),
        "en": ("Bare vines ruling lines across a snowy hill",),
        "de": ("Kahle Reben, die den verschneiten Hang linieren",),
    },
    ("hills", "winter"): {
        "it": ("Colline sotto la neve, con i filari disegnati in nero",),
        "en": ("Hills under snow, the vine rows drawn in black",),
        "de": ("Hügel unter Schnee, die Rebzeilen wie mit Tusche gezogen",),
    },
    ("fields", "spring"): {
        "it": ("Grano ancora verde con i papaveri e un albero sul dosso",),
        "en": ("Wheat still green, with poppies, and a tree on the rise",),
        "de": ("Noch grünes Korn mit Mohn und ein Baum auf der Anhöhe",),
    },
    ("fields", "summer"): {
        "it": (
            "Grano maturo fino al dosso, dove sta un albero solo",
            "Spighe in primo piano e un albero in mezzo al campo",
        ),
        "en": ("Ripe wheat up to the rise where one tree stands", "Ears of wheat close by and a tree amid the field"),
        "de": ("Reifes Korn bis zur Anhöhe mit dem einzelnen Baum", "Ähren im Vordergrund und ein Baum mitten im Feld"),
    },
    ("fields", "autumn"): {
        "it": ("Terra arata di fresco e un albero sul dosso",),
        "en": ("Freshly ploughed earth and a tree on the rise",),
        "de": ("Frisch gepflügte Erde und ein Baum auf der Anhöhe",),
    },
    ("fields", "winter"): {
        "it": ("Un campo innevato con un albero spoglio",),
        "en": ("A snow-covered field with one bare tree",),
        "de": ("Ein verschneites Feld mit einem kahlen Baum",),
    },
    ("patch", "autumn"): {
        "it": ("Un campo di zucche che arriva fino alla cascina", "Zucche arancioni in fila nella terra bruna"),
        "en": ("A pumpkin field reaching as far as the farm", "Orange pumpkins in rows on brown earth"),
        "de": ("Ein Kürbisfeld, das bis zum Hof reicht", "Orangefarbene Kürbisse in Reihen auf brauner Erde"),
    },
    ("patch", "summer"): {
        "it": ("Un campo di meloni maturi tra le foglie",),
        "en": ("A field of ripe melons among their leaves",),
        "de": ("Ein Feld reifer Melonen zwischen ihren Blättern",),
    },
    ("patch", "winter"): {
        "it": ("Le ultime zucche dimenticate sotto la neve",),
        "en": ("The last pumpkins, forgotten under snow",),
        "de": ("Die letzten Kürbisse, unter dem Schnee vergessen",),
    },
    ("trail", "autumn"): {
        "it": ("Un sentiero di foglie nel bosco di castagni",),
        "en": ("A path of fallen leaves through the chestnut wood",),
        "de": ("Ein Weg voller Laub durch den Kastanienwald",),
    },
    ("trail", "winter"): {
        "it": ("Un sentiero innevato tra castagni spogli",),
        "en": ("A snowy path between bare chestnut trees",),
        "de": ("Ein verschneiter Weg zwischen kahlen Kastanien",),
    },
}


def _times(patterns: dict[str, tuple[str, ...]], seasons: dict[str, tuple[str, str]]) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        hour: {season: tuple(text.format(of=of, within=within) for text in texts) for season, (of, within) in seasons.items()}
        for hour, texts in patterns.items()
    }


TIME_WORDS: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "it": _times(
        {
            "dawn": ("all'alba, {within}", "nella prima luce di un mattino {of}"),
            "noon": ("a mezzogiorno, {within}", "in pieno giorno, {within}"),
            "gold": ("nella luce dorata di una sera {of}", "nell'ultimo sole di un pomeriggio {of}"),
            "dusk": ("al crepuscolo, {within}", "poco dopo il tramonto di una giornata {of}"),
            "night": ("in una notte {of}", "di notte, {within}"),
        },
        {
            "spring": ("di primavera", "in primavera"),
            "summer": ("d'estate", "d'estate"),
            "autumn": ("d'autunno", "in autunno"),
            "winter": ("d'inverno", "d'inverno"),
        },
    ),
    "en": _times(
        {
            "dawn": ("at dawn in {within}", "in the first light of {of} morning"),
            "noon": ("at midday in {within}", "in the full light of {of} day"),
            "gold": ("in the golden light of {of} evening", "in the last sun of {of} afternoon"),
            "dusk": ("at dusk in {within}", "just after sunset on {of} day"),
            "night": ("on {of} night", "by night in {within}"),
        },
        {
            "spring": ("a spring", "spring"),
            "summer": ("a summer", "summer"),
            "autumn": ("an autumn", "autumn"),
            "winter": ("a winter", "winter"),
        },
    ),
    "de": _times(
        {
            "dawn": ("im Morgengrauen, {within}", "im ersten Licht eines {of}morgens"),
            "noon": ("zur Mittagszeit, {within}", "im hellen Licht eines {of}tages"),
            "gold": ("im goldenen Licht eines {of}abends", "in der letzten Sonne eines {of}nachmittags"),
            "dusk": ("in der Dämmerung, {within}", "kurz nach Sonnenuntergang, {within}"),
            "night": ("in einer {of}nacht", "bei Nacht, {within}"),
        },
        {
            "spring": ("Frühlings", "im Frühling"),
            "summer": ("Sommer", "im Sommer"),
            "autumn": ("Herbst", "im Herbst"),
            "winter": ("Winter", "im Winter"),
        },
    ),
}
