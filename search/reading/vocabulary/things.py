# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What there is to find: kinds of listings, of buildings, of rooms, of trades, of things to do."""

from catalogue.vocabulary import BuildingKind as Building
from catalogue.vocabulary import BusinessKind as Business
from catalogue.vocabulary import ExperienceKind as Experience
from catalogue.vocabulary import UnitKind as Unit

from ..facts import Thing
from .words import split


def _stay(*buildings: Building, unit: Unit | None = None, sleeps: int | None = None) -> Thing:
    return Thing("stay", tuple(map(str, buildings)), (str(unit),) if unit else (), sleeps)


# What people call any house in the country that was a farm's.
_RURAL = (Building.FARMSTEAD, Building.STONE_HOUSE, Building.STABLE, Building.MILL)
_STAYS: list[tuple[Thing, str]] = [
    (
        _stay(),
        "alloggio, alloggi, dormire, dove dormire, pernottare, pernottamento, soggiorno, soggiornare, sistemazione, struttura, "
        "strutture ricettive, residenza d'epoca, residenze d'epoca, residenza di campagna, residenza turistica, residenze turistiche,"
        "accommodation, accomodation, stay, stays, place to stay, places to stay, somewhere to sleep, where to sleep, sleep, "
        "lodging, lodgings,"
        "unterkunft, unterkünfte, unterkuenfte, übernachten, uebernachten, schlafen, bleibe, schlafplatz, "
        "b&b, b & b, bed and breakfast,"
        "bed & breakfast, bnb, pensione, pension, hotel, albergo, alberghi, hotels, gästehaus, guest house, guesthouse",
    ),
    (
        _stay(unit=Unit.ROOM, sleeps=2),
        "camera doppia, camere doppie, camera matrimoniale, camere matrimoniali, stanza doppia, stanza matrimoniale, "
        "matrimoniale, doppia, camera per due,"
        "camera a due letti, camera per coppia, double room, double rooms, double bedroom, twin room, twin rooms, twin, "
        "room for two, double, doppelzimmer, zweibettzimmer,"
        "doppel zimmer, zimmer für zwei",
    ),
    (
        _stay(unit=Unit.ROOM, sleeps=1),
        "camera singola, camere singole, stanza singola, singola, single room, single rooms, einzelzimmer, einzel zimmer",
    ),
    (
        _stay(unit=Unit.ROOM, sleeps=3),
        "camera tripla, camere triple, tripla, stanza tripla, triple room, triple rooms, triple, dreibettzimmer",
    ),
    (
        _stay(unit=Unit.ROOM, sleeps=4),
        "camera quadrupla, quadrupla, camera familiare, camera per famiglie, stanza familiare, quadruple room, family room, "
        "vierbettzimmer, familienzimmer",
    ),
    (_stay(unit=Unit.ROOM), "camera, camere, stanza, stanze, room, rooms, bedroom, zimmer, gästezimmer, gaestezimmer, fremdenzimmer"),
    (
        _stay(unit=Unit.FLAT),
        "appartamento, appartamenti, appartamentino, monolocale, monolocali, bilocale, bilocali, trilocale, trilocali, "
        "apartment, apartments, flat, flats,"
        "studio flat, studio apartment, one bedroom flat, two bedroom flat, one bedroom apartment, two bedroom apartment, "
        "wohnung, wohnungen, ferienwohnung,"
        "ferienwohnungen, fewo, appartement, apartement, zweizimmerwohnung, einzimmerwohnung, dreizimmerwohnung",
    ),
    (
        _stay(unit=Unit.HOUSE),
        "casa intera, intera casa, case intere, casa vacanze, casa vacanza, case vacanze, casa per vacanze, casa per vacanza, "
        "casa per le vacanze, casa indipendente, tutta la casa,"
        "whole house, entire house, entire home, whole home, whole place, entire place, holiday home, holiday homes, "
        "holiday house, vacation home,"
        "ferienhaus, ferienhäuser, ferienhaeuser, ganzes haus, ganze haus, einfamilienhaus",
    ),
    (
        _stay(Building.FARMSTEAD),
        "corte, corti, cascina, cascine, fattoria, fattorie, corte rurale, "
        "farmstead,"
        "bauernhof, bauernhöfe, gutshof, ferien auf dem bauernhof, urlaub auf dem bauernhof",
    ),
    (
        _stay(*_RURAL),
        "agriturismo, agriturismi, casolare, casolari, casa di campagna, case di campagna, baita, chalet, "
        "farmhouse, farmhouses, farm stay, farm stays, farmstay, homestead, cottage, cottages, holiday cottage, country house, country cottage, "
        "hof, höfe, bauernhaus, gehöft, landhaus, häuschen",
    ),
    (
        _stay(Building.STONE_HOUSE),
        "casa in pietra, case in pietra, casa di pietra, rustico, rustici, stone house, stone houses, stone cottage, "
        "stone cottages, steinhaus, steinhäuser, natursteinhaus, rustico haus",
    ),
    (
        _stay(Building.STABLE),
        "stalla, stalle, ex stalla, fienile, fienili, stable, stables, barn, barns, converted barn, hayloft, stall, scheune, heuboden",
    ),
    (
        _stay(Building.MILL),
        "mulino, mulini, vecchio mulino, mulino ad acqua, mill, mills, watermill, water mill, old mill, mühle, muehle, mühlen, "
        "wassermühle, wassermuehle, alte mühle, alten mühle",
    ),
    (
        _stay(Building.SILK_FACTORY),
        "filanda, filande, ex filanda, silk mill, silk mills, silk factory, spinning mill, spinnerei, seidenspinnerei, seidenfabrik",
    ),
    (
        _stay(Building.STATION),
        "stazione ferroviaria, ex stazione, vecchia stazione, casello ferroviario, railway station, old station, "
        "old train station, alter bahnhof, alten bahnhof, ehemaliger bahnhof, bahnhofsgebäude",
    ),
    (
        _stay(Building.SCHOOL),
        "ex scuola, vecchia scuola, scuola, old school, schoolhouse, school house, schulhaus, alte schule, alten schule, dorfschule",
    ),
    (_stay(Building.RECTORY), "canonica, canoniche, rectory, parsonage, vicarage, pfarrhaus, pfarrhof"),
    (_stay(Building.TOWER), "torre, torri, in una torre, tower, towers, turm, türme, tuerme"),
    (_stay(Building.TOWN_HOUSE), "palazzo, palazzi, casa in centro, town house, townhouse, town houses, stadthaus"),
]
_TO_DO: list[tuple[Thing, str]] = [
    (
        Thing("experience"),
        "esperienza, esperienze, attività, cosa fare, cose da fare, che fare, experience, experiences, activity, activities, "
        "things to do, thing to do, what to do,"
        "erlebnis, erlebnisse, aktivität, aktivitäten, unternehmungen, was tun, was kann man machen, freizeit",
    ),
    (
        Thing("experience", (Experience.TASTING,)),
        "degustazione, degustazioni, degustazione vini, degustazione di vini, degustazione vino, degustazione di vino, tasting, "
        "tastings, wine tasting, wine tastings, weinprobe, weinproben, verkostung, verkostungen, weinverkostung",
    ),
    (
        Thing("experience", (Experience.WORKSHOP,)),
        "corso, corsi, corso di cucina, laboratorio di cucina, workshop, workshops, cooking class, cooking classes, "
        "cooking course, pottery class, kurs, kurse, kochkurs, töpferkurs",
    ),
    (
        Thing("experience", (Experience.WALK,)),
        "passeggiata, passeggiate, camminata, camminate, escursione, escursioni, trekking, hike, hikes, hiking, guided walk, "
        "guided walks, walk, walks, wanderung, wanderungen, wandern, geführte wanderung, spaziergang",
    ),
    (
        Thing("experience", (Experience.BIKE,)),
        "giro in bici, giri in bici, gita in bici, giro in bicicletta, pedalata, pedalate, cicloturismo, tour in bici, "
        "bike tour, bike tours, bike ride, cycling tour, cycling, radtour, radtouren, fahrradtour, fahrradtouren",
    ),
    (
        Thing("experience", (Experience.BOAT,)),
        "giro in barca, gita in barca, gite in barca, in barca, navigazione, canoa, boat trip, boat trips, boat tour, boat ride, "
        "by boat, canoe, canoeing, bootsfahrt, bootsfahrten, bootstour, bootsausflug, kanu, kanufahrt",
    ),
    (Thing("experience", (Experience.MUSIC,)), "concerto, concerti, concert, concerts, konzert, konzerte, live music, musica dal vivo"),
    (
        Thing("experience", (Experience.VISIT,)),
        "visita guidata, visite guidate, guided tour, guided tours, guided visit, führung, führungen, fuehrung, besichtigung",
    ),
]
_TRADES: list[tuple[Thing, str]] = [
    (
        Thing("business"),
        "aziende, botteghe, aziende locali, negozi, local business, local businesses, betriebe, lokale betriebe, unternehmen vor ort",
    ),
    (
        Thing("business", (Business.RESTAURANT,)),
        "ristorante, ristoranti, trattoria, trattorie, osteria, osterie, dove mangiare, mangiare, restaurant, restaurants, "
        "where to eat, place to eat, places to eat, gasthaus, gasthäuser, essen gehen, wirtshaus",
    ),
    (
        Thing("business", (Business.WINERY,)),
        "cantina, cantine, cantina vinicola, azienda vinicola, winery, wineries, wine cellar, wine cellars, weingut, weingüter, "
        "weingueter, weinkeller, winzer, kellerei",
    ),
    (
        Thing("business", (Business.FARM,)),
        "azienda agricola, aziende agricole, caseificio, caseifici, dairy, farm, farms, farm shop, hofladen, käserei",
    ),
    (Thing("business", (Business.ARTISAN,)), "artigiano, artigiani, artisan, artisans, craftsman, craftspeople, handwerker, kunsthandwerk"),
    (
        Thing("business", (Business.GUIDE,)),
        "guida turistica, guide turistiche, guida escursionistica, tour guide, tour guides, local guide, reiseführer, "
        "fremdenführer, wanderführer",
    ),
    (
        Thing("good"),
        "prodotti tipici, prodotto tipico, prodotti locali, prodotti del territorio, regali, regalo, idee regalo, souvenir, "
        "local products, local food, gifts, gift, lokale produkte, regionale produkte, spezialitäten, spezialität, geschenk, "
        "geschenke, mitbringsel",
    ),
]
THINGS: dict[str, Thing] = {phrase: thing for thing, words in [*_STAYS, *_TO_DO, *_TRADES] for phrase in split(words)}
