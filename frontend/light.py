# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Season and light of a moment, for the picture on the first page."""

import datetime as dt
import math

from django.db import models
from django.utils.translation import gettext_lazy as _

# Where the sun is reckoned from: the middle of the Po plain, degrees.
LATITUDE, LONGITUDE = 45.0, 10.2


class Season(models.TextChoices):
    SPRING = "spring", _("spring")
    SUMMER = "summer", _("summer")
    AUTUMN = "autumn", _("autumn")
    WINTER = "winter", _("winter")


class Hour(models.TextChoices):
    DAWN = "dawn", _("dawn")
    NOON = "noon", _("day")
    GOLD = "gold", _("golden hour")
    DUSK = "dusk", _("dusk")
    NIGHT = "night", _("night")


def season_of(date: dt.date) -> Season:
    """Meteorological season of the northern hemisphere: spring is March to May."""
    return [Season.WINTER, Season.SPRING, Season.SUMMER, Season.AUTUMN][date.month % 12 // 3]


def sun_height(moment: dt.datetime) -> float:
    """Height of the sun in degrees at an aware moment; within a degree of the almanac, which is enough for a picture."""
    utc = moment.astimezone(dt.UTC)
    day = utc.timetuple().tm_yday
    declination = math.radians(-23.44 * math.cos(math.radians(360 / 365 * (day + 10))))
    solar_hour = utc.hour + utc.minute / 60 + LONGITUDE / 15
    angle, latitude = math.radians(15 * (solar_hour - 12)), math.radians(LATITUDE)
    sine = math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(declination) * math.cos(angle)
    return math.degrees(math.asin(sine))


def hour_of(moment: dt.datetime) -> Hour:
    """The light at an aware moment, by the height of the sun: low in the morning is dawn, low in the evening gold, then dusk."""
    height = sun_height(moment)
    morning = sun_height(moment + dt.timedelta(minutes=10)) > height
    if height < -9:
        return Hour.NIGHT
    if height < -1:
        return Hour.DAWN if morning else Hour.DUSK
    if height < 10:
        return Hour.DAWN if morning else Hour.GOLD
    return Hour.NOON
