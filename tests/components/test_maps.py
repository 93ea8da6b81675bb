"""Maps: outlines from hexagons, GeoJSON and TopoJSON, fitted into the square from -1 to 1."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from components import maps

SQUARE = [[0.0, 51.0], [0.1, 51.0], [0.1, 51.1], [0.0, 51.1], [0.0, 51.0]]
GEOJSON = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"WD13CD": "E05000001", "WD13NM": "One"},
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
        },
        {
            "type": "Feature",
            "properties": {"WD13CD": "E05000099"},  # not asked for
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
        },
    ],
}
# The same square, its side shared by two areas, as one arc read forwards and backwards.
TOPOJSON = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [0.0, 51.0]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 1], [-1, 0]],
    ],
    "objects": {
        "wards": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "E05000001", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "E05000002", "arcs": [[[2, -1]]]},
            ],
        }
    },
}


def _points(outline: str) -> list[tuple[float, float]]:
    pairs = re.findall(r"(-?[\d.]+),(-?[\d.]+)", outline)
    return [(float(x), float(y)) for x, y in pairs]


def test_hexagons_stand_in_rows_shifted_by_half() -> None:
    areas = pd.DataFrame(
        {
            "area_code": ["A", "B", "C", "D"],
            "hex_column": [0, 1, 0, None],
            "hex_row": [0, 0, 1, None],
        }
    )
    outlines = maps.from_hexes(areas).set_index("area_code")
    assert list(outlines.index) == ["A", "B", "C"]  # D has no place in the layout
    step = outlines.loc["B", "label_x"] - outlines.loc["A", "label_x"]
    assert outlines.loc["C", "label_x"] - outlines.loc["A", "label_x"] == pytest.approx(step / 2)
    assert outlines.loc["C", "label_y"] > outlines.loc["A", "label_y"]
    assert len(_points(outlines.loc["A", "outline"])) == 6


def test_boundaries_are_found_by_code_wherever_it_stands() -> None:
    outlines = maps.from_boundaries(GEOJSON, ["E05000001", "E05000002"])
    assert outlines["area_code"].tolist() == ["E05000001"]
    assert maps.from_boundaries(GEOJSON, ["E09000015"]).empty


def test_topology_joins_arcs_both_ways() -> None:
    outlines = maps.from_boundaries(TOPOJSON, ["E05000001", "E05000002"]).set_index("area_code")
    left, right = (_points(outlines.loc[code, "outline"]) for code in outlines.index)
    assert max(x for x, _ in left) == pytest.approx(min(x for x, _ in right), abs=1e-3)
    assert outlines.loc["E05000001", "label_x"] < 0 < outlines.loc["E05000002", "label_x"]


def test_north_is_up() -> None:
    points = _points(maps.from_boundaries(GEOJSON, ["E05000001"])["outline"].iloc[0])
    assert min(y for _, y in points) == pytest.approx(-1, abs=1e-3)
    assert all(-1.001 <= x <= 1.001 and -1.001 <= y <= 1.001 for x, y in points)


@pytest.mark.parametrize("name", ["uk-geojson_wards_E09000015", "uk-geojson_topo_wards_E09000015"])
def test_published_boundaries_of_the_wards(shared: Path, name: str) -> None:
    path = shared / "real" / "boundaries" / f"{name}.json"
    codes = [f"E0500{number:04d}" for number in range(285, 306)]
    outlines = maps.from_boundaries(json.loads(path.read_text(encoding="utf-8")), codes)
    assert sorted(outlines["area_code"]) == codes
