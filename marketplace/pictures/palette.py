# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The colours: what things are in each season, how each hour lights them, and twenty skies chosen by hand."""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    """ "#A8452A" as three parts of 0…1."""
    code = code.lstrip("#")
    return (int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255)


def mix(a: Colour, b: Colour, part: float) -> Colour:
    """`a` with `part` (0…1) of `b` in it."""
    return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part)


def scale(a: Colour, by: float) -> Colour:
    """Lighter (> 1) or darker (< 1)."""
    return (min(1.0, a[0] * by), min(1.0, a[1] * by), min(1.0, a[2] * by))


PAPER = rgb("#FBF7EF")
TERRACOTTA = rgb("#A8452A")
VINE = rgb("#3F6236")
RIVER = rgb("#2F5F75")
STRAW = rgb("#E2B655")
INK = rgb("#22292B")

# What things are: colours under white light.
_THINGS = ("meadow", "meadow2", "crop", "crop2", "vine", "vine2", "soil", "tree", "tree2", "leaf", "poplar", "poplar2")
_SEASON_COLOURS: dict[str, str] = {
    "spring": "#A3B566 #BFC77E #8FAE5C #B4C274 #7E9A48 #A9B95E #BC9872 #587A42 #8FA953 #F0D3CB #7C9A50 #B3C472",
    "summer": "#A9A85C #C4B86C #E2B655 #EBC976 #4F7440 #7E9650 #C39E74 #3F6236 #7A9450 #E2B655 #557A45 #8FA656",
    "autumn": "#B5A061 #C9AC66 #A8845A #B99A6C #B4562C #D79A3E #8F6A50 #96592F #D09440 #C4502C #C08A35 #E2B655",
    "winter": "#EEEDE8 #E2E3E2 #E6E6E4 #D9DBDB #8A7868 #A99A8A #EAE9E6 #6E6259 #8C8278 #F4F2EC #7C7068 #A0968C",
}
_ALWAYS = {
    "trunk": "#6B5545",
    "roof": "#B9603C",
    "roof2": "#A8452A",
    "plaster": "#EBD3A8",
    "plaster2": "#E3B88A",
    "rose": "#D99A7C",
    "brick": "#B8694A",
    "stone": "#B9AE98",
    "stone2": "#9C927E",
    "shutter": "#4C6A58",
    "glass": "#4A5F68",
    "road": "#DCC9A6",
    "cypress": "#34502F",
    "water": "#5E8798",
    "wood": "#8A6246",
    "white": "#F6EFE2",
}

# Sky from the zenith to the horizon, then the colour of the air: one row for every season and hour.
_SKIES: dict[str, dict[str, str]] = {
    "spring": {
        "dawn": "#8FA9C4 #E3C9C8 #F9E0C2 #E6D3CF",
        "noon": "#5E9BBF #A5CBD3 #EDEFDD #CFE0DC",
        "gold": "#7FA6B5 #E9CFA0 #F8DFA0 #EBD3A6",
        "dusk": "#3B4F78 #9A7595 #EBAA86 #9A86A0",
        "night": "#12233F #1F3D5E #456B7E #2F4E68",
    },
    "summer": {
        "dawn": "#7FA3BE #EBCDB5 #FBDAA4 #EBD2B8",
        "noon": "#3F87B0 #8CBFD0 #EFECD2 #C9DBDA",
        "gold": "#6E97A8 #EFC785 #FAD37C #F0CD8E",
        "dusk": "#34446F #A5607A #EE9163 #9D748A",
        "night": "#0F1F3C #1B3A60 #40708A #2B4C6C",
    },
    "autumn": {
        "dawn": "#96A5B8 #E2C3AE #F5D3A2 #E3CDB9",
        "noon": "#6C9CB5 #B7CCC8 #F3E7C8 #D9D9C8",
        "gold": "#8B9BA0 #EBBE7E #F7C266 #E9C184",
        "dusk": "#403F66 #A05A66 #E58150 #98707A",
        "night": "#131F38 #25395A #566679 #364A62",
    },
    "winter": {
        "dawn": "#9DB0C6 #E3CBD3 #F8DDCA #E4D8DA",
        "noon": "#86AFC7 #C3D9DF #F4F1E6 #DDE6E7",
        "gold": "#93A8B8 #EBD0AE #F8D093 #EBD5B8",
        "dusk": "#3C4A74 #9B83A5 #E8AB98 #9C95B4",
        "night": "#14243F #27466A #5E8399 #42617E",
    },
}


@dataclass(frozen=True)
class Light:
    """How an hour lights things: shade and sun as multipliers, the sun's height and how far it stands to the side."""

    shade: Colour
    sun: Colour
    height: float
    side: float
    lamps: float
    haze: float
    mist: float


_LIGHTS: dict[str, Light] = {
    "dawn": Light((0.66, 0.62, 0.71), (0.42, 0.31, 0.18), 0.34, 0.92, 0.15, 1.25, 1.15),
    "noon": Light((0.64, 0.68, 0.75), (0.43, 0.38, 0.28), 0.85, 0.50, 0.0, 0.75, 0.3),
    "gold": Light((0.58, 0.52, 0.57), (0.58, 0.43, 0.21), 0.36, 0.92, 0.0, 0.95, 0.65),
    "dusk": Light((0.43, 0.43, 0.58), (0.30, 0.16, 0.10), 0.30, 0.92, 0.9, 1.1, 0.85),
    "night": Light((0.19, 0.26, 0.38), (0.15, 0.18, 0.22), 0.6, 0.75, 1.0, 0.9, 0.7),
}


@dataclass(frozen=True)
class Palette:
    """Every colour of one season and hour."""

    season: str
    hour: str
    zenith: Colour
    middle: Colour
    horizon: Colour
    air: Colour
    light: Light
    things: dict[str, Colour]

    def lit(self, colour: Colour | str, light: float = 1.0) -> Colour:
        """A thing's colour in this light: 0 is full shade, 1 full sun."""
        base = self.things[colour] if isinstance(colour, str) else colour
        lamp = self.light
        r, g, b = (min(1.0, base[i] * (lamp.shade[i] + lamp.sun[i] * light)) for i in range(3))
        return (r, g, b)

    @property
    def snow(self) -> bool:
        """Whether snow lies."""
        return self.season == "winter"

    @property
    def lamplight(self) -> Colour:
        """The colour of a lit window."""
        return rgb("#F7C766")


def palette(*, season: str, hour: str) -> Palette:
    """The palette of a season and an hour. Raises KeyError for names that are not in SEASONS and HOURS."""
    zenith, middle, horizon, air = (rgb(code) for code in _SKIES[season][hour].split())
    things = {name: rgb(code) for name, code in _ALWAYS.items()}
    things.update(zip(_THINGS, (rgb(code) for code in _SEASON_COLOURS[season].split()), strict=True))
    if season == "winter":
        things["roof"], things["roof2"] = mix(things["roof"], PAPER, 0.62), mix(things["roof2"], PAPER, 0.42)
        things["road"] = rgb("#E4DED2")
    return Palette(season, hour, zenith, middle, horizon, air, _LIGHTS[hour], things)
