# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a place should have, in the words of those who look for it."""

from catalogue.vocabulary import Amenity

from .words import split

_WORDS: dict[Amenity, str] = {
    Amenity.WIFI: "wifi, wi-fi, wi fi, wlan, internet, connessione internet, w-lan, fibra",
    Amenity.KITCHEN: (
        "cucina, angolo cottura, uso cucina, cucina attrezzata, cucinino, kitchen, kitchenette, self catering, self-catering, "
        "küche, kueche, kochnische, selbstversorger, kochgelegenheit"
    ),
    Amenity.PARKING: (
        "parcheggio, posto auto, posto macchina, parcheggio gratuito, parcheggio privato, garage, parking, car park, "
        "free parking, parking space, parkplatz, parkplätze, stellplatz, parkmöglichkeit"
    ),
    Amenity.CHARGER: (
        "ricarica, colonnina, colonnina di ricarica, colonnina elettrica, colonnine, ricarica auto elettrica, ricarica elettrica, "
        "ricarica auto, ricarica per auto elettrica, presa per auto elettrica, auto elettrica, macchina elettrica, wallbox,"
        "charger, car charger, ev charger, ev charging, ev, electric car, electric car charger, charging station, "
        "charging point, electric vehicle, tesla,"
        "ladestation, ladesäule, ladesaeule, elektroauto, e-auto, e auto, ladepunkt, e-ladestation, elektroladestation, "
        "lademöglichkeit, auto laden, e-auto laden, elektroauto laden"
    ),
    Amenity.PETS: (
        "cane, cani, cagnolino, cagnolini, cagnolina, gatto, gatti, gattino, animali, animale, animali domestici, "
        "animali ammessi, cani ammessi, pet friendly, amici a quattro zampe, cane di piccola taglia, cane grande,"
        "dog, dogs, puppy, cat, cats, pet, pets, pets allowed, dogs allowed, dog friendly, dog-friendly, pets welcome,"
        "hund, hunde, hunden, hündin, katze, katzen, haustier, haustiere, haustieren, hundefreundlich, haustiere erlaubt, "
        "hunde erlaubt, hund erlaubt, vierbeiner, hündchen"
    ),
    Amenity.STEP_FREE: (
        "senza gradini, senza scale, senza barriere, senza barriere architettoniche, accessibile, accessibili, "
        "accessibile in carrozzina, accessibile ai disabili, accessibile in sedia a rotelle, accessibile in carrozzella, "
        "carrozzina, carrozzella, sedia a rotelle,"
        "in carrozzina, in sedia a rotelle, per disabili, disabili, disabile, handicap, piano terra, pianterreno, a piano terra, "
        "al piano terra,"
        "step free, step-free, no steps, without steps, no stairs, without stairs, wheelchair, wheelchair accessible, "
        "wheelchair access, accessible, disabled access, disabled, ground floor, in a wheelchair, reduced mobility, "
        "barrier free, barrier-free,"
        "barrierefrei, barrierefreie, barrierefreies, barrierefreier, stufenlos, stufenlose, ohne stufen, ohne treppen, "
        "ohne treppe, keine stufen, keine treppen, rollstuhl, rollstuhlgerecht, rollstuhlgerechte, rollstuhlgerechtes, "
        "rollstuhlfahrer, mit dem rollstuhl, im rollstuhl, behindertengerecht, ebenerdig, erdgeschoss"
    ),
    Amenity.AIR_CONDITIONING: (
        "aria condizionata, climatizzatore, condizionatore, climatizzata, climatizzato, clima, air conditioning, air con, "
        "aircon, air conditioned, ac, a/c, klimaanlage, klimatisiert, klima"
    ),
    Amenity.HEATING: "riscaldamento, riscaldata, riscaldato, heating, heated, central heating, heizung, beheizt, zentralheizung",
    Amenity.WASHING_MACHINE: "lavatrice, lavanderia, washing machine, washer, laundry, waschmaschine",
    Amenity.POOL: "piscina, con piscina, piscine, pool, swimming pool, swimmingpool, pools, schwimmbad, swimming-pool, schwimmbecken",
    Amenity.GARDEN: "giardino, giardini, garden, gardens, yard, backyard, garten, gärten, gartenbenutzung",
    Amenity.FIREPLACE: (
        "camino, caminetto, stufa, stufa a legna, fireplace, open fire, log fire, wood stove, wood burner, stove, kamin, "
        "kaminofen, ofen, holzofen, kachelofen"
    ),
    Amenity.BIKES: (
        "bici, biciclette, bicicletta, e-bike, ebike, e bike, e-bikes, bike, bikes, bicycle, "
        "bicycles, fahrrad, fahrräder, fahrraeder, fahrrädern, leihräder, räder"
    ),
    Amenity.BREAKFAST: (
        "colazione, prima colazione, colazione inclusa, colazione compresa, con colazione, breakfast, breakfast included, "
        "frühstück, fruehstueck, frühstück inklusive, mit frühstück"
    ),
    Amenity.COT: "culla, lettino, lettino per bambini, cot, crib, baby bed, babybett, kinderbett, gitterbett, beistellbett",
    Amenity.WORKSPACE: (
        "scrivania, postazione di lavoro, smart working, smartworking, lavoro da remoto, lavorare, workspace, desk, remote work, "
        "remote working, home office, homeoffice, schreibtisch, arbeitsplatz, workation"
    ),
    Amenity.STUDIO: (
        "atelier, studio d'artista, studio per artisti, studio per artista, atelier per artisti, atelier per artista, "
        "atelier d'artista, laboratorio d'artista, artist studio, artist's studio, artists studio, "
        "art studio, künstleratelier"
    ),
    Amenity.RIVER_VIEW: (
        "vista fiume, vista sul fiume, vista po, vista sul po, affaccio sul fiume, river view, river views, view of the river, "
        "with a river view, flussblick, blick auf den fluss, mit flussblick"
    ),
    Amenity.HILL_VIEW: (
        "vista colline, vista sulle colline, vista panoramica, panorama, vista, belvedere, hill view, hill views, "
        "view of the hills, panoramic view, views, view, panoramablick, bergblick, hügelblick, blick auf die hügel, aussicht, "
        "mit aussicht, ausblick"
    ),
}
AMENITIES: dict[str, str] = {phrase: str(amenity) for amenity, words in _WORDS.items() for phrase in split(words)}
# Somebody's trade, not what a house has.
NO_AMENITY = split(
    "noleggio bici, noleggio biciclette, bici a noleggio, bike rental, bike hire, rent a bike, fahrradverleih, fahrradvermietung"
)
# What may stand before: taken along, so that nothing dangles when the chip goes.
WITH = split(
    "con, con il, con la, con lo, con l', con un, con una, con un', con i, con le, con gli, col, coi, e, ed, con il mio, "
    "con la mia, con i miei, con mio, +, più, dotato di, ammessi, che accetta, accettano, che accettano,"
    "with, with a, with an, with the, with my, with our, and, and a, &, w/, has, having, plus, including,"
    "mit, mit dem, mit der, mit einem, mit einer, mit meinem, mit meiner, mit unserem, mit unserer, mit eigenem, "
    "mit eigener, und, und einem, samt, inklusive, inkl., inkl"
)
