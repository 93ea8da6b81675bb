"""Outlines: the boundaries of areas that a workspace brings along, for maps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.workspace import WorkspaceError
from queries.serving import workspace


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Outlines of one area type, as GeoJSON or TopoJSON; one object a file, so it can be a key."""

    document: Mapping[str, Any]


def boundaries(area_type: str) -> Boundaries | None:
    """GeoJSON or TopoJSON of one area type from the workspace, or None when it has none."""
    folder = workspace().path / "boundaries"
    for ending in (".geojson", ".topojson", ".json"):
        path = folder / f"{area_type}{ending}"
        if path.is_file():
            return _boundaries(path, path.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=8)
def _boundaries(path: Path, modified: int) -> Boundaries:  # the time only renews the cache
    try:
        return Boundaries(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise WorkspaceError(
            f"{path.name} in the workspace's boundaries is not GeoJSON or TopoJSON: {error}. "
            "Correct or remove it."
        ) from error
