"""The march as a drawing: how many stations in; a winding road with a place for each, and its legs, out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT, MARGIN = 1000, 190, 46
"""In units of the drawing."""


@dataclass(frozen=True)
class Station:
    x: float
    y: float
    leg: str
    """The road from the station before, as SVG path data; empty for the first."""


def route(stations: int) -> tuple[Station, ...]:
    """From left to right, rising: each turn stands a little higher than the last one on its side."""
    step = (WIDTH - 2 * MARGIN) / max(1, stations - 1)
    places = []
    for at in range(stations):
        rise = at / max(1, stations - 1)
        swing = math.cos(at * math.pi) * 26
        places.append((round(MARGIN + at * step, 1), round(HEIGHT - 62 - rise * 66 + swing, 1)))
    made = [Station(*places[0], "")]
    for (x0, y0), (x1, y1) in pairwise(places):
        bend = round((x1 - x0) * 0.5, 1)
        made.append(Station(x1, y1, f"M{x0} {y0}C{round(x0 + bend, 1)} {y0} {round(x1 - bend, 1)} {y1} {x1} {y1}"))
    return tuple(made)
