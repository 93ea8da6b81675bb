"""Outlines of areas for `charts.area_map`: from a hex layout, GeoJSON or TopoJSON.

Every outline is an SVG path in the square from -1 to 1, y downwards, proportions kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from components.kept import once

Point = tuple[float, float]
Rings = list[list[Point]]
# Twice the surface below which a ring is a line, in a map two units wide.
FLAT = 1e-12
TYPES = ("FeatureCollection", "Topology")
UNREADABLE = (
    "The boundaries cannot be drawn: they are not a GeoJSON FeatureCollection or a TopoJSON "
    "Topology of polygons. Export them anew in one of the two."
)
UNDEGREED = (
    "The boundaries cannot be drawn: their coordinates are not degrees. Export them as WGS 84 "
    "longitude and latitude (EPSG:4326)."
)
# Degrees that there are, and the last parallel drawn: Mercator never reaches a pole.
EAST, NORTH, LAST = 180, 90, 85
COLUMNS = ["area_code", "outline", "label_x", "label_y"]


@once
def from_hexes(areas: pd.DataFrame) -> pd.DataFrame:
    """One row an area with its hexagon: area_code, outline, label_x, label_y.

    Pointy-top hexagons; rows count from 0 at the top and odd rows stand half a cell to the right.
    Areas need area_code, hex_column and hex_row; those without a place in the layout are left out.
    """
    placed = areas.dropna(subset=["hex_column", "hex_row"])
    shapes = {
        code: [_hexagon(int(column), int(row))]
        for code, column, row in zip(
            placed["area_code"], placed["hex_column"], placed["hex_row"], strict=True
        )
    }
    return _fitted(shapes)


def from_boundaries(
    document: Mapping[str, Any], area_codes: Iterable[str], tolerance: float = 0.002
) -> pd.DataFrame:
    """One row an area found in a GeoJSON or TopoJSON document, columns as `from_hexes`.

    A feature belongs to an area when any of its properties, or its id, is the area's code.
    `tolerance` is the smallest step kept, as a share of the map's width. Empty when none matches.
    Raises ValueError, in words with a remedy, when the document is neither or not in degrees.
    """
    if not isinstance(document, Mapping) or document.get("type") not in TYPES:
        raise ValueError(UNREADABLE)
    try:
        return _fitted(_shapes(document, set(area_codes)), tolerance)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(UNREADABLE) from error


def _shapes(document: Mapping[str, Any], wanted: set[str]) -> dict[str, Rings]:
    """Projected rings of each area wanted; a feature without any is left out."""
    shapes: dict[str, Rings] = {}
    for identities, rings in _features(document):
        code = next((value for value in identities if value in wanted), None)
        projected = [_projected(ring) for ring in rings if ring]
        if code is not None and projected:
            shapes.setdefault(code, []).extend(projected)
    return shapes


def _hexagon(column: int, row: int) -> list[Point]:
    centre_x = math.sqrt(3) * (column + 0.5 * (row % 2))
    corners = [math.radians(60 * corner - 30) for corner in range(6)]
    return [(centre_x + math.cos(angle), 1.5 * row + math.sin(angle)) for angle in corners]


def _projected(ring: Sequence[Sequence[float]]) -> list[Point]:
    """Web Mercator, y downwards; across one borough the shapes stay true. Raises ValueError."""
    if not all(abs(x) <= EAST and abs(y) <= NORTH for x, y, *_ in ring):
        raise ValueError(UNDEGREED)
    return [
        (math.radians(x), -math.asinh(math.tan(math.radians(min(max(y, -LAST), LAST)))))
        for x, y, *_ in ring
    ]


def _features(document: Mapping[str, Any]) -> Iterator[tuple[list[Any], Rings]]:
    if document.get("type") == "Topology":
        arcs = _arcs(document)
        for collection in document["objects"].values():
            for shape in collection.get("geometries", [collection]):
                rings = [_joined(ring, arcs) for ring in _rings(shape, "arcs")]
                yield _identities(shape), rings
        return
    for feature in document["features"]:
        if feature and feature.get("geometry"):
            yield _identities(feature), _rings(feature["geometry"], "coordinates")


def _identities(feature: Mapping[str, Any]) -> list[Any]:
    values = [feature.get("id"), *(feature.get("properties") or {}).values()]
    return [value for value in values if isinstance(value, str)]


def _rings(shape: Mapping[str, Any], part: str) -> list[Any]:
    if shape.get("type") == "Polygon":
        return list(shape[part])
    if shape.get("type") == "MultiPolygon":
        return [ring for polygon in shape[part] for ring in polygon]
    return []


def _arcs(topology: Mapping[str, Any]) -> list[list[Point]]:
    transform = topology.get("transform")
    if transform is None:
        return [[(point[0], point[1]) for point in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0.0
        points = []
        for step_x, step_y, *_ in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + start_x, y * scale_y + start_y))
        arcs.append(points)
    return arcs


def _joined(ring: Sequence[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def _fitted(shapes: Mapping[str, Rings], tolerance: float = 0.0) -> pd.DataFrame:
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    if not points:
        return pd.DataFrame(columns=COLUMNS)
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    half = max(right - left, bottom - top) / 2 or 1.0
    rows = []
    for code, rings in shapes.items():
        fitted = [
            [((x - middle_x) / half, (y - middle_y) / half) for x, y in ring] for ring in rings
        ]
        largest = max(fitted, key=_extent)
        label_x, label_y = _centre(largest)
        rows.append((code, "".join(_path(ring, tolerance) for ring in fitted), label_x, label_y))
    return pd.DataFrame(rows, columns=COLUMNS)


def _path(ring: list[Point], tolerance: float) -> str:
    kept = ring[:1]
    for point in ring[1:]:
        if math.dist(point, kept[-1]) > tolerance:
            kept.append(point)
    return "M" + "L".join(f"{x:.4f},{y:.4f}" for x, y in kept) + "Z"


def _extent(ring: list[Point]) -> float:
    xs, ys = zip(*ring, strict=True)
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _centre(ring: list[Point]) -> Point:
    """Centroid of a ring by the shoelace formula; the mean corner when it has no surface."""
    doubled = centre_x = centre_y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        doubled += cross
        centre_x += (x0 + x1) * cross
        centre_y += (y0 + y1) * cross
    if abs(doubled) < FLAT:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return centre_x / (3 * doubled), centre_y / (3 * doubled)
