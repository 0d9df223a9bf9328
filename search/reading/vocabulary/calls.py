# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Calls for artists: what names one, and what words mean only beside such a name. A “piano” alone is a floor, “music” an evening out."""

from residencies.vocabulary import Discipline, Equipment, Phase

from ..facts import Thing
from .words import split

_CALLS: list[tuple[Thing, str]] = [
    (
        Thing("call"),
        "bando, bandi, bando per artisti, bandi per artisti, residenza, residenze, residenza artistica, residenze artistiche, "
        "residenza d'artista, residenze d'artista, residenza per artisti, residenze per artisti, borsa di residenza, "
        "borse di residenza, chiamata per artisti, concorso per artisti, borsa per artisti, borse per artisti,"
        "calls, open call, open calls, call for artists, calls for artists, call per artisti, artist call, artist calls, artists call, "
        "call for applications, call for entries, artist residency, artist residencies, artists residency, artist's residency, "
        "artist residence, artist in residence, artists in residence, art residency, art residencies, residency, residencies, "
        "residency program, residency programs, residency programme, residency programmes, artist residency program, "
        "artist residency programme, fellowship, fellowships,"
        "ausschreibung, ausschreibungen, ausschreibung für künstler, ausschreibungen für künstler, "
        "ausschreibung für künstlerinnen, ausschreibungen für künstlerinnen, künstlerresidenz, kuenstlerresidenz, "
        "künstlerresidenzen, künstlerinnenresidenz, residenz, residenzen, residenz für künstler, residenzprogramm, "
        "künstleraufenthalt, künstleraufenthalte, aufenthaltsstipendium, aufenthaltsstipendien, atelierstipendium, "
        "atelierstipendien, arbeitsstipendium, arbeitsstipendien, künstlerstipendium, künstlerstipendien, stipendium, stipendien",
    ),
    (
        Thing("call", (Discipline.WRITING_TRANSLATION.value,)),
        "writer in residence, writers in residence, schreibstipendium, schreibstipendien, literaturstipendium, "
        "literaturstipendien, schreibresidenz, übersetzerstipendium, stadtschreiber, stadtschreiberin",
    ),
    (Thing("call", (Discipline.MUSIC_SOUND.value,)), "musikstipendium, musikstipendien, kompositionsstipendium"),
    (Thing("call", (Discipline.PHOTOGRAPHY_VIDEO.value,)), "fotostipendium, filmstipendium, fotografiestipendium"),
    (Thing("call", (Discipline.SCULPTURE_CERAMICS.value,)), "keramikstipendium, keramikresidenz, bildhauerstipendium, bildhauersymposium"),
]
CALLS: dict[str, Thing] = {phrase: thing for thing, words in _CALLS for phrase in split(words)}

_DISCIPLINES: dict[Discipline, str] = {
    Discipline.VISUAL_ARTS: (
        "arti visive, arte visiva, arte contemporanea, artisti visivi, artista visivo, artista visiva, pittura, pittore, pittori, "
        "pittrice, pittrici, disegno, disegnatori, illustrazione, illustratore, illustratori, illustratrice, illustratrici, incisione, "
        "visual arts, visual art, visual artist, visual artists, painting, painter, painters, drawing, illustration, illustrator, "
        "illustrators, printmaking, printmaker, printmakers,"
        "bildende kunst, bildende künstler, bildende künstlerinnen, malerei, maler, malerin, malerinnen, zeichnung, zeichner, "
        "zeichnerin, druckgrafik, illustratorin, illustratorinnen"
    ),
    Discipline.SCULPTURE_CERAMICS: (
        "scultura, scultore, scultori, scultrice, scultrici, ceramica, ceramiche, ceramista, ceramisti, ceramiste, terracotta, "
        "vasaio, vasai, sculpture, sculptor, sculptors, ceramics, ceramic, ceramic artist, ceramic artists, ceramist, ceramists, "
        "ceramicist, ceramicists, pottery, potter, potters,"
        "skulptur, skulpturen, bildhauerei, bildhauer, bildhauerin, bildhauerinnen, keramik, keramiker, keramikerin, "
        "keramikerinnen, töpfer, töpferin, töpferei, töpfern"
    ),
    Discipline.PHOTOGRAPHY_VIDEO: (
        "fotografia, fotografo, fotografi, fotografa, fotografe, video, videoarte, videomaker, cinema, regista, registi, registe, "
        "photography, photographer, photographers, photo, video art, film, filmmaker, filmmakers, film makers,"
        "fotografie, fotograf, fotografen, fotografin, fotografinnen, foto, videokunst, filmemacher, filmemacherin, filmemacherinnen"
    ),
    Discipline.MUSIC_SOUND: (
        "musica, musicista, musicisti, musiciste, compositore, compositori, compositrice, compositrici, suono, arte sonora, "
        "music, musician, musicians, composer, composers, sound, sound art, sound artist, sound artists,"
        "musik, musiker, musikerin, musikerinnen, komponist, komponisten, komponistin, komponistinnen, klangkunst, klang"
    ),
    Discipline.WRITING_TRANSLATION: (
        "scrittura, scrittore, scrittori, scrittrice, scrittrici, traduzione, traduttore, traduttori, traduttrice, traduttrici, "
        "poesia, poeta, poeti, poetessa, poetesse, letteratura, writing, writer, writers, writer's, literature, literary, "
        "translation, translator, translators, poetry, poet, poets, novelist, novelists,"
        "schreiben, schriftsteller, schriftstellerin, schriftstellerinnen, autor, autoren, autorin, autorinnen, literatur, "
        "übersetzung, übersetzer, übersetzerin, übersetzerinnen, lyrik, dichter, dichterin"
    ),
    Discipline.THEATRE_DANCE: (
        "teatro, attore, attori, attrice, attrici, danza, danzatore, danzatori, danzatrice, danzatrici, ballerini, ballerine, "
        "coreografia, coreografo, coreografi, coreografe, arti performative, arti sceniche, performance, performer, "
        "theatre, theater, actor, actors, dance, dancer, dancers, performing arts, performers, choreographer, choreographers,"
        "schauspiel, schauspieler, schauspielerin, schauspielerinnen, tanz, tänzer, tänzerin, tänzerinnen, choreografie, "
        "choreograf, choreografin, darstellende kunst, performancekunst"
    ),
    Discipline.DESIGN_CRAFTS: (
        "design, designer, artigianato, artigiano, artigiani, artigiane, tessitura, tessitori, tessitrici, tessile, moda,"
        "designers, craft, crafts, crafter, textile, textiles, textile art, weaving, weaver, weavers,"
        "designerin, designerinnen, handwerk, kunsthandwerk, textil, textilkunst, weben, weber, weberin, weberinnen"
    ),
    Discipline.RESEARCH_ARCHITECTURE: (
        "ricerca, ricercatore, ricercatori, ricercatrice, ricercatrici, architettura, architetto, architetti, architetta, architette, "
        "research, researcher, researchers, architecture, architect, architects,"
        "forschung, forscher, forscherin, forscherinnen, architektur, architekt, architekten, architektin, architektinnen"
    ),
}
_EQUIPMENT: dict[Equipment, str] = {
    Equipment.KILN: (
        "forno, forno ceramico, forno per ceramica, forno per la ceramica, forno da ceramica, forno a gas, kiln, kilns, gas kiln, "
        "ceramic kiln, pottery kiln, brennofen, keramikofen, töpferofen, keramikbrennofen"
    ),
    Equipment.DARK_ROOM: "camera oscura, camere oscure, darkroom, dark room, dark-room, dunkelkammer, fotolabor",
    Equipment.PRESS: "torchio, torchio calcografico, printing press, etching press, press, druckpresse, presse, radierpresse",
    Equipment.LOOM: "telaio, telai, loom, looms, webstuhl, webstühle",
    Equipment.PIANO: "pianoforte, piano, piano a coda, piano verticale, grand piano, upright piano, klavier, flügel",
    Equipment.SOUND: (
        "studio di registrazione, sala di registrazione, sala d'incisione, recording studio, sound studio, tonstudio, aufnahmestudio"
    ),
    Equipment.WORKSHOP: (
        "falegnameria, officina, laboratorio attrezzato, wood workshop, metal workshop, woodshop, wood shop, holzwerkstatt, "
        "metallwerkstatt, werkstatt, schreinerei"
    ),
    Equipment.BLACKOUT: "sala oscurabile, stanza oscurabile, black box, blackout, verdunkelbar, verdunkelbarer raum",
}
_CLOSED = (Phase.JURY.value, Phase.DECIDED.value, Phase.PAST.value)
_PHASES: list[tuple[tuple[str, ...], str]] = [
    (
        (Phase.OPEN.value,),
        "aperto, aperta, aperti, aperte, ancora aperto, ancora aperta, ancora aperti, ancora aperte, aperto ora, aperti ora, in corso, "
        "open, open now, still open, currently open, offen, offene, offener, offenes, noch offen, noch offene, jetzt offen, laufend, "
        "laufende, laufenden",
    ),
    (
        (Phase.COMING.value,),
        "in arrivo, di prossima apertura, futuro, futura, futuri, future, che aprono presto, upcoming, coming soon, opening soon, "
        "opens soon, demnächst, in kürze, bald, künftig, künftige, geplant, geplante",
    ),
    ((Phase.JURY.value,), "in giuria, in valutazione, with the jury, under review, being judged, bei der jury, in der jury"),
    (
        _CLOSED,
        "chiuso, chiusa, chiusi, chiuse, scaduto, scaduta, scaduti, scadute, concluso, conclusa, conclusi, concluse, closed, expired, "
        "ended, finished, geschlossen, geschlossene, abgelaufen, abgelaufene, beendet, beendete",
    ),
    (
        (Phase.DECIDED.value, Phase.PAST.value),
        "passato, passata, passati, passate, precedente, precedenti, past, previous, earlier, vergangen, vergangene, vergangener, "
        "frühere, früherer, früheren, bisherige",
    ),
]
# What is none of these although its words are.
_NOT_MEANT = "open studio, open studios, studio aperto, studi aperti, atelier aperto, offenes atelier, offene ateliers"
# Phrase, and the kind and value of its fact; read only where a call is named or chosen.
BESIDE_CALLS: dict[str, tuple[str, object]] = {
    **{phrase: ("phase", phases) for phases, words in _PHASES for phrase in split(words)},
    **{phrase: ("discipline", str(discipline)) for discipline, words in _DISCIPLINES.items() for phrase in split(words)},
    **{phrase: ("equipment", str(equipment)) for equipment, words in _EQUIPMENT.items() for phrase in split(words)},
    **dict.fromkeys(split(_NOT_MEANT), ("text", None)),
}
# For: taken along, so that nothing dangles when the chip goes.
FOR = "per, per la, per il, per l', di, del, della, dei, in, for, for the, of, in der, für, für die, im bereich, zum, der"
