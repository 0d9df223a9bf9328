# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Closed lists of words used by listings, search and pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BusinessKind(models.TextChoices):
    LODGING = "lodging", _("Hospitality")
    RESTAURANT = "restaurant", _("Restaurant or trattoria")
    WINERY = "winery", _("Winery")
    FARM = "farm", _("Farm")
    SHOP = "shop", _("Shop")
    ARTISAN = "artisan", _("Artisan")
    GUIDE = "guide", _("Guide")
    ASSOCIATION = "association", _("Association")


class BuildingKind(models.TextChoices):
    FARMSTEAD = "farmstead", _("Farmstead (corte)")
    STONE_HOUSE = "stone_house", _("Stone house")
    STABLE = "stable", _("Stable")
    MILL = "mill", _("Mill")
    SILK_FACTORY = "silk_factory", _("Silk factory")
    STATION = "station", _("Railway station")
    SCHOOL = "school", _("School")
    RECTORY = "rectory", _("Rectory")
    TOWER = "tower", _("Tower")
    SHOP = "shop", _("Shop")
    TOWN_HOUSE = "town_house", _("Town house")


class UnitKind(models.TextChoices):
    ROOM = "room", _("Room")
    FLAT = "flat", _("Flat")
    HOUSE = "house", _("Whole house")


class CancellationTier(models.TextChoices):
    FLEXIBLE = "flexible", _("Flexible")
    MODERATE = "moderate", _("Moderate")
    STRICT = "strict", _("Strict")
    NON_REFUNDABLE = "non_refundable", _("Non-refundable")


class ExperienceKind(models.TextChoices):
    TASTING = "tasting", _("Tasting")
    WORKSHOP = "workshop", _("Workshop")
    WALK = "walk", _("Walk")
    BIKE = "bike", _("By bike")
    BOAT = "boat", _("On the river")
    TABLE = "table", _("At table")
    VISIT = "visit", _("Visit")
    MUSIC = "music", _("Music and theatre")


class Amenity(models.TextChoices):
    WIFI = "wifi", _("Wi-Fi")
    KITCHEN = "kitchen", _("Kitchen")
    PARKING = "parking", _("Parking")
    CHARGER = "charger", _("Charger for electric cars")
    PETS = "pets", _("Pets welcome")
    STEP_FREE = "step_free", _("Step-free")
    AIR_CONDITIONING = "air_conditioning", _("Air conditioning")
    HEATING = "heating", _("Heating")
    WASHING_MACHINE = "washing_machine", _("Washing machine")
    POOL = "pool", _("Pool")
    GARDEN = "garden", _("Garden")
    FIREPLACE = "fireplace", _("Fireplace")
    BIKES = "bikes", _("Bikes")
    BREAKFAST = "breakfast", _("Breakfast")
    COT = "cot", _("Cot")
    WORKSPACE = "workspace", _("Desk for work")
    STUDIO = "studio", _("Artist’s studio")
    RIVER_VIEW = "river_view", _("View of the river")
    HILL_VIEW = "hill_view", _("View of the hills")


# Facts of the building as opposed to one unit: search looks at both.
STAY_AMENITIES = [
    Amenity.PARKING,
    Amenity.CHARGER,
    Amenity.PETS,
    Amenity.POOL,
    Amenity.GARDEN,
    Amenity.BIKES,
    Amenity.BREAKFAST,
    Amenity.STUDIO,
]


class GasSafety(models.TextChoices):
    """Detectors of combustible gas and carbon monoxide (D.L. 145/2023, art. 13-ter, c. 7)."""

    DETECTORS = "detectors", _("Working detectors of gas and carbon monoxide")
    NOTHING_BURNS = "no_gas", _("No gas, no flame, no stove: no detectors needed")
