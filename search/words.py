# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What people type for the closed words of the catalogue and of calls: indexed beside the labels, in the language they are typed in."""

from functools import cache
from typing import Any

from django.utils.translation import override

from catalogue.vocabulary import Amenity, BuildingKind, BusinessKind, ExperienceKind, UnitKind
from residencies.vocabulary import Discipline, Equipment

LANGUAGES = ("it", "en", "de")
Words = dict[str, str]

KINDS: dict[str, Words] = {
    "stay": {
        "it": "alloggio dormire pernottare soggiorno casa vacanze agriturismo b&b camera notte notti",
        "en": "accommodation stay sleep lodging holiday house farmhouse bed and breakfast b&b room night nights",
        "de": "Unterkunft übernachten schlafen Ferienhaus Ferienwohnung Pension Zimmer Nacht Nächte",
    },
    "experience": {
        "it": "esperienza attività cosa fare visita uscita",
        "en": "experience activity things to do tour outing",
        "de": "Erlebnis Aktivität Ausflug Führung Unternehmung",
    },
    "business": {"it": "azienda bottega attività locale", "en": "business local company", "de": "Betrieb Unternehmen Geschäft"},
    "good": {
        "it": "prodotto prodotti tipici regalo comprare",
        "en": "product local food gift buy",
        "de": "Produkt Spezialität Geschenk kaufen",
    },
    "call": {
        "it": "bando residenza artistica artista artisti scadenza candidatura borsa concorso",
        "en": "call for artists open call artist residency artists application deadline grant fellowship",
        "de": "Ausschreibung Residenz Künstlerresidenz Künstler Künstlerin Bewerbung Bewerbungsschluss Stipendium Aufenthaltsstipendium",
    },
}
SUBKINDS: dict[str, Words] = {
    BuildingKind.FARMSTEAD: {"it": "corte cascina fattoria casolare", "en": "farmhouse farm homestead", "de": "Bauernhof Hof Gehöft"},
    BuildingKind.STONE_HOUSE: {"it": "casa in pietra rustico", "en": "stone cottage", "de": "Steinhaus Natursteinhaus"},
    BuildingKind.STABLE: {"it": "stalla fienile", "en": "stable barn hayloft", "de": "Stall Scheune Heuboden"},
    BuildingKind.MILL: {"it": "mulino", "en": "watermill mill", "de": "Mühle Wassermühle"},
    BuildingKind.SILK_FACTORY: {"it": "filanda seta", "en": "silk mill spinning", "de": "Seidenspinnerei Spinnerei"},
    BuildingKind.STATION: {"it": "stazione casello treno ferrovia ferroviaria", "en": "train station railway", "de": "Bahnhof Eisenbahn"},
    BuildingKind.SCHOOL: {"it": "scuola", "en": "school schoolhouse", "de": "Schule Schulhaus"},
    BuildingKind.RECTORY: {"it": "canonica parrocchia", "en": "parsonage vicarage", "de": "Pfarrhaus"},
    BuildingKind.TOWER: {"it": "torre castello", "en": "tower castle", "de": "Turm Burg"},
    BuildingKind.TOWN_HOUSE: {"it": "palazzo centro storico", "en": "townhouse", "de": "Stadthaus"},
    BusinessKind.RESTAURANT: {
        "it": "ristorante trattoria osteria mangiare",
        "en": "restaurant eat dinner",
        "de": "Gasthaus Restaurant essen",
    },
    BusinessKind.WINERY: {"it": "cantina vino vini vigneto", "en": "wine cellar vineyard", "de": "Weingut Wein Weinkeller"},
    BusinessKind.FARM: {"it": "azienda agricola caseificio", "en": "farm dairy", "de": "Bauernhof Käserei"},
    BusinessKind.ARTISAN: {"it": "artigiano laboratorio", "en": "craft workshop", "de": "Handwerk Werkstatt"},
    BusinessKind.GUIDE: {"it": "guida", "en": "guide", "de": "Reiseleiter Führer"},
    ExperienceKind.TASTING: {"it": "degustazione assaggio vino", "en": "wine tasting", "de": "Verkostung Weinprobe"},
    ExperienceKind.WORKSHOP: {"it": "laboratorio corso", "en": "workshop class course", "de": "Kurs Werkstatt"},
    ExperienceKind.WALK: {"it": "camminata escursione trekking sentiero", "en": "hike hiking trail", "de": "Wanderung wandern"},
    ExperienceKind.BIKE: {"it": "bici bicicletta pedalata cicloturismo", "en": "cycling bicycle", "de": "Fahrrad Radtour"},
    ExperienceKind.BOAT: {"it": "barca fiume", "en": "boat river", "de": "Boot Fluss"},
    ExperienceKind.TABLE: {"it": "cena pranzo tavola", "en": "dinner lunch meal", "de": "Abendessen Essen"},
    ExperienceKind.MUSIC: {"it": "concerto musica teatro", "en": "concert music theatre", "de": "Konzert Musik Theater"},
    UnitKind.ROOM: {"it": "camera stanza", "en": "room bedroom", "de": "Zimmer"},
    UnitKind.FLAT: {"it": "appartamento", "en": "apartment flat", "de": "Wohnung Ferienwohnung"},
    UnitKind.HOUSE: {"it": "casa intera", "en": "entire house", "de": "Haus Ferienhaus"},
}
AMENITIES: dict[str, Words] = {
    Amenity.WIFI: {"it": "wifi internet", "en": "wifi internet", "de": "WLAN Internet"},
    Amenity.KITCHEN: {"it": "cucina cucinare", "en": "kitchen cooking", "de": "Küche Kochgelegenheit"},
    Amenity.PARKING: {"it": "parcheggio posto auto", "en": "parking car", "de": "Parkplatz Auto"},
    Amenity.CHARGER: {
        "it": "colonnina ricarica elettrica wallbox",
        "en": "ev charger charging electric",
        "de": "Ladestation Wallbox laden",
    },
    Amenity.PETS: {"it": "cane cani gatto animali", "en": "dog dogs cat pet", "de": "Hund Hunde Katze Haustier"},
    Amenity.STEP_FREE: {
        "it": "accessibile disabili sedia a rotelle senza gradini",
        "en": "accessible wheelchair",
        "de": "barrierefrei Rollstuhl stufenlos",
    },
    Amenity.AIR_CONDITIONING: {"it": "aria condizionata climatizzatore", "en": "air conditioning ac", "de": "Klimaanlage"},
    Amenity.WASHING_MACHINE: {"it": "lavatrice", "en": "washer laundry", "de": "Waschmaschine"},
    Amenity.POOL: {"it": "piscina", "en": "swimming pool", "de": "Schwimmbad Pool"},
    Amenity.GARDEN: {"it": "giardino", "en": "garden yard", "de": "Garten"},
    Amenity.FIREPLACE: {"it": "camino stufa", "en": "fireplace stove", "de": "Kamin Ofen"},
    Amenity.BIKES: {"it": "bici biciclette", "en": "bicycles", "de": "Fahrräder"},
    Amenity.BREAKFAST: {"it": "colazione", "en": "breakfast", "de": "Frühstück"},
    Amenity.COT: {"it": "culla neonato bambini", "en": "cot crib baby", "de": "Kinderbett Babybett"},
    Amenity.WORKSPACE: {"it": "scrivania smart working", "en": "desk remote work", "de": "Schreibtisch Arbeitsplatz"},
    Amenity.STUDIO: {"it": "atelier studio", "en": "studio atelier", "de": "Atelier"},
    Amenity.RIVER_VIEW: {"it": "vista fiume Po", "en": "river view Po", "de": "Flussblick Po"},
    Amenity.HILL_VIEW: {"it": "vista colline panorama", "en": "hill view panorama", "de": "Aussicht Hügel"},
}
DISCIPLINES: dict[str, Words] = {
    Discipline.VISUAL_ARTS: {
        "it": "pittura pittori disegno illustrazione incisione artista visivo",
        "en": "painting painters drawing illustration printmaking visual artist",
        "de": "Malerei Maler Zeichnung Illustration Druckgrafik bildende Kunst",
    },
    Discipline.SCULPTURE_CERAMICS: {
        "it": "scultura scultori ceramica ceramisti terracotta argilla",
        "en": "sculpture sculptors ceramics ceramists pottery potters clay",
        "de": "Skulptur Bildhauerei Bildhauer Keramik Keramiker Töpferei Ton",
    },
    Discipline.PHOTOGRAPHY_VIDEO: {
        "it": "fotografia fotografi video videoarte cinema registi",
        "en": "photography photographers video film filmmakers",
        "de": "Fotografie Fotografen Video Film Filmemacher",
    },
    Discipline.MUSIC_SOUND: {
        "it": "musica musicisti compositori suono",
        "en": "music musicians composers sound",
        "de": "Musik Musiker Komponisten Klang",
    },
    Discipline.WRITING_TRANSLATION: {
        "it": "scrittura scrittori traduzione traduttori poesia letteratura",
        "en": "writing writers translation translators poetry literature",
        "de": "Schreiben Schriftsteller Autoren Literatur Übersetzung Übersetzer Lyrik",
    },
    Discipline.THEATRE_DANCE: {
        "it": "teatro attori danza danzatori coreografia performance",
        "en": "theatre actors dance dancers choreography performance",
        "de": "Theater Schauspiel Tanz Tänzer Choreografie Performance",
    },
    Discipline.DESIGN_CRAFTS: {
        "it": "design designer artigianato tessitura tessile",
        "en": "design designers crafts weaving textile",
        "de": "Design Designer Handwerk Kunsthandwerk Weben Textil",
    },
    Discipline.RESEARCH_ARCHITECTURE: {
        "it": "ricerca ricercatori architettura architetti",
        "en": "research researchers architecture architects",
        "de": "Forschung Forscher Architektur Architekten",
    },
}
EQUIPMENT: dict[str, Words] = {
    Equipment.KILN: {"it": "forno ceramica", "en": "kiln", "de": "Brennofen Keramikofen"},
    Equipment.DARK_ROOM: {"it": "camera oscura", "en": "darkroom dark room", "de": "Dunkelkammer"},
    Equipment.PRESS: {"it": "torchio calcografico", "en": "printing press etching", "de": "Druckpresse Presse"},
    Equipment.LOOM: {"it": "telaio", "en": "loom", "de": "Webstuhl"},
    Equipment.PIANO: {"it": "pianoforte", "en": "piano", "de": "Klavier Flügel"},
    Equipment.SOUND: {"it": "studio registrazione", "en": "recording studio", "de": "Tonstudio Aufnahme"},
    Equipment.WORKSHOP: {"it": "officina falegnameria", "en": "workshop woodwork", "de": "Werkstatt Holzwerkstatt"},
    Equipment.BLACKOUT: {"it": "oscurabile", "en": "blackout", "de": "verdunkelbar"},
}
_ENUMS: tuple[Any, ...] = (Amenity, BuildingKind, BusinessKind, ExperienceKind, UnitKind, Discipline, Equipment)


def typed_words(table: dict[str, Words], values: list[str], language: str) -> list[str]:
    """The words people use for `values`, then their labels, in `language`."""
    typed = [table[value][language] for value in values if value in table]
    return typed + [label for value in values for label in _labels(value, language)]


@cache
def _labels(value: str, language: str) -> tuple[str, ...]:
    """How the site calls a closed word. Kept: documents are built by the thousand."""
    with override(language):
        return tuple(str(kind(value).label) for kind in _ENUMS if value in kind.values)
