# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What grows on the land: parcels with their crops, rows that bend with the slope, paths, snow; then light and air."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .canvas import Canvas
from .noise import Array, hashed, peek, sample, smooth, tile
from .palette import Colour, Palette, mix, scale
from .relief import FAR, Ground

CROPS = ("meadow", "vine", "wheat", "soil", "wood", "maize")


@dataclass(frozen=True)
class Parcels:
    """How the land is divided: sizes in metres, turn in radians, shares by crop (in CROPS' order), spacing of rows."""

    long: float = 170.0
    wide: float = 95.0
    turn: float = 0.35
    bend: float = 0.45
    shares: tuple[float, ...] = (0.25, 0.4, 0.15, 0.1, 0.1, 0.0)
    spacing: float = 5.0
    salt: int = 1
    near_crop: int | None = None
    near_reach: float = 0.0
    track: tuple[tuple[float, float], ...] = ()
    track_width: float = 3.2
    yard: tuple[float, float, float, float] | None = None

    def bare(self, x: Array, z: Array) -> Array:
        """How much of a place is trodden: the track (points of z, x) and the yard (x, z and two radii)."""
        out = np.zeros(np.broadcast(x, z).shape, np.float32)
        rough = sample(tile(1.0, 21), x * 5, z * 1.6)
        if self.track:
            middle = np.interp(z, [p[0] for p in self.track], [p[1] for p in self.track])
            side = np.abs(x - middle) + rough * 0.28
            out = smooth(self.track_width / 2 + 0.15, self.track_width / 2 - 0.15, side)
            out *= 1 - 0.55 * smooth(0.35, 0.15, side)
        if self.yard:
            a, b, rx, rz = self.yard
            out = np.maximum(out, smooth(1.04, 0.96, np.hypot((x - a) / rx, (z - b) / rz) + rough * 0.05))
        return out

    def coordinates(self, x: Array, z: Array, h: Array) -> tuple[Array, Array]:
        """Parcel coordinates (across, along) bent by noise and by the slope."""
        c, s = np.float32(np.cos(self.turn)), np.float32(np.sin(self.turn))
        warp = sample(tile(2.4, 11), x * 0.16 + self.salt * 77, z * 0.12 + self.salt * 31)
        u = (x * c + z * s) / self.wide + warp * self.bend + h * 0.006
        v = (z * c - x * s) / self.long + warp * self.bend * 0.6
        return u.astype(np.float32), v.astype(np.float32)

    def look(self, x: Array, z: Array, h: Array) -> tuple[Array, Array, Array, Array, Array]:
        """Crop number, phase of its rows (radians), metres to the parcel's edge, two hashes of the parcel."""
        u, v = self.coordinates(x, z, h)
        band = np.floor(v)
        u = u + hashed(band, band, self.salt) * 0.8
        cell = np.floor(u)
        a, b = hashed(cell, band, self.salt + 1), hashed(cell, band, self.salt + 2)
        crop = np.searchsorted(np.cumsum(self.shares)[:-1] / sum(self.shares), a).astype(np.int8)
        if self.near_crop is not None:
            crop = np.where(z < self.near_reach, np.int8(self.near_crop), crop)
        across = np.where(b < 0.68, u * self.wide, (u * 0.35 + v * 0.9) * self.wide)
        pitch = self.spacing * np.where(z > 900, 2.0, 1.0)
        fu, fv = u - cell, v - band
        edge = np.minimum(np.minimum(fu, 1 - fu) * self.wide, np.minimum(fv, 1 - fv) * self.long)
        return crop, (across * (2 * np.pi) / pitch).astype(np.float32), edge.astype(np.float32), a, b


def row_heights(parcels: Parcels, tall: dict[int, float], reach: float) -> Callable[[Array, Array, Array], Array]:
    """A bump for `survey`: rows of vines, wheat or maize that stand above the soil, up to `reach` metres away."""

    def bump(x: Array, z: Array, h: Array) -> Array:
        out = np.zeros_like(h)
        n = int(np.searchsorted(z[:, 0], reach))
        if n == 0:
            return out
        crop, phase, edge, _, _ = parcels.look(x[:n], z[:n], h[:n])
        ridge = np.clip((np.cos(phase) - 0.05) * 1.9, 0, 1) ** 0.6
        ruff = 1 + 0.30 * sample(tile(1.0, 21), x[:n] * 26, z[:n] * 26)
        fade = np.clip((reach - z[:n]) / (reach * 0.4), 0, 1) * np.clip((z[:n] - 55) / 40, 0, 1) * np.clip(edge / 2, 0, 1)
        fade = fade * (1 - np.clip(parcels.bare(x[:n], z[:n]) * 3, 0, 1)) if parcels.track or parcels.yard else fade
        for number, metres in tall.items():
            out[:n] += np.where(crop == number, metres * ridge * ruff * fade, 0)
        return out.astype(np.float32)

    return bump


def _inks(pal: Palette) -> tuple[Array, Array, Array]:
    """For every crop: the colour of its rows, the colour between them, and a second colour some parcels take."""
    t = pal.things
    soil_between = mix(t["meadow"], t["soil"], 0.55)
    rows: list[Colour] = [t["meadow2"], t["vine"], t["crop2"], scale(t["soil"], 0.9), t["tree"], t["crop"]]
    gaps: list[Colour] = [t["meadow"], soil_between, t["crop"], t["soil"], t["tree"], t["soil"]]
    others: list[Colour] = [
        mix(t["meadow"], t["crop"], 0.5),
        t["vine2"],
        t["meadow2"],
        mix(t["soil"], t["crop"], 0.4),
        t["tree2"],
        t["meadow"],
    ]
    if pal.snow:
        rows[1], others[1] = mix(t["vine"], t["meadow"], 0.25), mix(t["vine2"], t["meadow"], 0.2)
        rows[4] = mix(t["tree"], t["meadow"], 0.35)
        gaps[4] = mix(t["tree"], t["meadow"], 0.5)
    return (np.array(rows, np.float32), np.array(gaps, np.float32), np.array(others, np.float32))


def _colours(part: Ground, parcels: Parcels, pal: Palette) -> Array:
    crop, phase, edge, a, b = parcels.look(part.x, part.z, part.y)
    rows, gaps, others = _inks(pal)
    turn = hashed(np.floor(a * 997), np.floor(b * 997), 5)[..., None]
    row_ink = rows[crop] + (others[crop] - rows[crop]) * turn
    gap_ink = gaps[crop] * (0.95 + 0.1 * turn)
    slip = np.abs(np.diff(phase, axis=1, append=phase[:, -1:])) + np.abs(np.diff(phase, axis=0, append=phase[-1:]))
    slip = np.minimum(slip, 6.3)
    clear = smooth(3.4, 1.2, slip)
    bold = np.array([0.22, 0.95, 0.40, 0.40, 0.15, 0.75], np.float32)[crop]
    wave = np.clip(np.cos(phase) / np.maximum(slip * 0.8, 0.35), -1, 1) * clear
    share = 0.5 + 0.5 * wave * bold
    share = share + (1 - clear) * 0.08
    colour = gap_ink + (row_ink - gap_ink) * share[..., None]
    metre = part.view.focal / np.maximum(part.z, 1)
    border = np.clip((1.6 + 0.6 / metre - edge) * metre * 0.7, 0, 1) * np.clip(metre * 2.0, 0, 0.85)
    border = np.where((b > 0.62) | (part.z > 170), border, 0.0)
    hedge = np.asarray(mix(pal.things["tree"], pal.things["meadow"], 0.25), np.float32)
    path = np.asarray(pal.things["road"], np.float32)
    line = np.where((b > 0.62)[..., None], path, hedge)
    colour = colour + (line - colour) * border[..., None]
    if parcels.track or parcels.yard:
        colour = colour + (path - colour) * parcels.bare(part.x, part.z)[..., None]
    return colour.astype(np.float32)


def _crop_rows(ground: Ground) -> Ground:
    """The ground without the rows of the picture that are all sky."""
    g, t = ground, ground.top
    return Ground(g.view, g.relief, g.z[t:], g.x[t:], g.y[t:], g.sun[t:], 0, g.crest, g.seen[t:], g.steps)


def paint_ground(canvas: Canvas, ground: Ground, parcels: Parcels, pal: Palette, *, shift: int, mist: float, reach: float) -> None:
    """Colour the land: parcels, light in printed tones, then the air between; `mist` fills the hollows (0…1)."""
    part = _crop_rows(ground)
    there = part.z < FAR / 2
    part.z = np.where(there, part.z, ground.steps[-1]).astype(np.float32)
    colour = _colours(part, parcels, pal)
    cols = np.broadcast_to(np.arange(canvas.width), part.z.shape)
    line = np.broadcast_to(np.arange(part.z.shape[0])[:, None], part.z.shape)
    speck = peek(tile(0.0, 1), cols + shift, line)
    patch = sample(tile(1.5, 9), part.x * 1.1 + shift, part.z * 0.7)
    light = np.clip(part.sun + patch * 0.10, 0, 1)
    tone = np.floor(light * 4 + 0.5 + speck * 0.85) / 4
    light = light * 0.45 + tone * 0.55
    shade, sun = (np.asarray(c, np.float32) for c in (pal.light.shade, pal.light.sun))
    colour *= shade + sun * light[..., None]
    colour *= (1 + 0.05 * patch + 0.025 * speck)[..., None]
    haze = air_share(part.z, part.y, pal, mist, reach)
    colour += (np.asarray(pal.air, np.float32) - colour) * haze[..., None]
    region = canvas.rgb[ground.top :]
    region[there] = colour[there]


def air_share(z: Array, y: Array, pal: Palette, mist: float, reach: float) -> Array:
    """How much of what is seen at a distance and height is air: haze by distance, mist in the hollows."""
    clear = 1 - np.exp(-((z / reach) ** 1.25) * pal.light.haze)
    low = mist * np.exp(-np.maximum(y, -30) / 26.0) * (1 - np.exp(-z / (reach * 0.20)))
    return np.clip(np.maximum(clear * 0.86, np.minimum(low, 0.96)), 0, 0.97).astype(np.float32)
