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


def _feature(geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {"code": "E05000002"}, "geometry": geometry}


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Point", "coordinates": [0.0, 51.0]},
    ],
)
def test_a_feature_without_an_outline_is_left_out(geometry: object) -> None:
    document = {**GEOJSON, "features": [_feature(geometry), None, *GEOJSON["features"]]}
    outlines = maps.from_boundaries(document, ["E05000001", "E05000002"])
    assert outlines["area_code"].tolist() == ["E05000001"]


def test_a_null_geometry_of_a_topology_is_left_out() -> None:
    empty = {"type": None, "id": "E05000003"}
    wards = TOPOJSON["objects"]["wards"]
    objects = {"wards": {**wards, "geometries": [empty, *wards["geometries"]]}}
    outlines = maps.from_boundaries({**TOPOJSON, "objects": objects}, ["E05000001", "E05000003"])
    assert outlines["area_code"].tolist() == ["E05000001"]


@pytest.mark.parametrize(
    "document",
    [
        [],
        "wards",
        None,
        {},
        {"type": "Polygon", "coordinates": [SQUARE]},
        {"type": "FeatureCollection"},
        {"type": "FeatureCollection", "features": 5},
        {"type": "FeatureCollection", "features": ["x"]},
        {"type": "Topology"},
        {
            "type": "FeatureCollection",
            "features": [_feature({"type": "Polygon", "coordinates": [[["a", "b"]]]})],
        },
    ],
)
def test_what_is_not_boundaries_gets_words(document: object) -> None:
    with pytest.raises(ValueError, match="not a GeoJSON FeatureCollection or a TopoJSON"):
        maps.from_boundaries(document, ["E05000002"])


@pytest.mark.parametrize("point", [[515000.0, 189000.0], [0.0, 90.5], [float("nan"), 51.0]])
def test_coordinates_that_are_not_degrees_get_the_remedy(point: list[float]) -> None:
    feature = _feature({"type": "Polygon", "coordinates": [[*SQUARE, point]]})
    with pytest.raises(ValueError, match="WGS 84 longitude and latitude"):
        maps.from_boundaries({**GEOJSON, "features": [feature]}, ["E05000002"])


def test_a_pole_is_drawn_somewhere() -> None:
    feature = _feature({"type": "Polygon", "coordinates": [[*SQUARE, [0.0, -90.0]]]})
    assert len(maps.from_boundaries({**GEOJSON, "features": [feature]}, ["E05000002"])) == 1


@pytest.mark.parametrize("name", ["uk-geojson_wards_E09000015", "uk-geojson_topo_wards_E09000015"])
def test_published_boundaries_of_the_wards(shared: Path, name: str) -> None:
    path = shared / "real" / "boundaries" / f"{name}.json"
    codes = [f"E0500{number:04d}" for number in range(285, 306)]
    outlines = maps.from_boundaries(json.loads(path.read_text(encoding="utf-8")), codes)
    assert sorted(outlines["area_code"]) == codes
