"""One indicator across areas: map, ranked bars, small multiples, two areas side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import cards, charts, filters, maps, sentences

COLUMNS = {
    "area_name": "Area",
    "period_label": "Period",
    "value": "Value",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "parent_value": "Whole",
    "value_note": "Note",
}

MOST_NAMED = 40  # more areas than this are too many to name or to draw one by one
ENDS = 15


@dataclass(frozen=True)
class Subject:
    """What is mapped, in which kind of area, what it tells, and where its rows come from."""

    indicator: Mapping[str, Any]
    kind: str
    told: tuple[str, str]
    as_at: str
    values_how: str
    trends_how: str


def trail(areas: pd.DataFrame) -> None:
    """The way back up from the area in focus."""
    filters.breadcrumb(list(zip(areas["area_code"], areas["name"], strict=True)))


def heading(subject: Subject) -> None:
    """The area in focus or the range across areas, and how we know."""
    cards.headline(*subject.told)


def area_map(values: pd.DataFrame, boundaries: Mapping[str, Any] | None, subject: Subject) -> None:
    """Map from the workspace's boundaries, else hexagons; a click puts the area into `area`."""
    outlines = pd.DataFrame()
    if boundaries is not None:
        outlines = maps.from_boundaries(boundaries, values["area_code"])
    is_hex = outlines.empty
    if is_hex:
        outlines = maps.from_hexes(values)
    if outlines.empty:
        cards.nothing(f"There is no map of {subject.kind}: no boundaries and no layout.")
        return
    about = subject.indicator
    cards.chart_with_data(
        charts.area_map(
            about["unit"],
            decimals=int(about["decimals"]),
            has_names=len(values) <= MOST_NAMED,
            area_heading=sentences.capital(subject.kind),
        ),
        values.merge(outlines, on="area_code"),
        title="Each hexagon is an area" if is_hex else "Map",
        alt=f"Map of {about['name']}. {' '.join(subject.told)}",
        name="map",
        source=about["source"],
        as_at=subject.as_at,
        how=subject.values_how,
        columns=COLUMNS,
        picks="area",
    )


def ranked(values: pd.DataFrame, subject: Subject) -> None:
    """Areas in order, against the whole; of very many, the ends and the area in focus."""
    about = subject.indicator
    whole = values["parent_name"].iloc[0] if values["parent_value"].notna().any() else None
    title = f"Ranked against {whole}" if whole else "Ranked"
    rows = values
    if len(values) > MOST_NAMED:
        valued = values.dropna(subset=["value"])
        is_end = valued["position"].between(ENDS + 1, len(valued) - ENDS)
        rows = valued[~is_end | (valued["role"] == "this")]
        title += f": the {ENDS} highest and the {ENDS} lowest"
    cards.chart_with_data(
        charts.ranked(
            about["unit"],
            decimals=int(about["decimals"]),
            has_limits=bool(rows["lower_limit"].notna().any()),
            parent=whole,
            is_selectable=True,
        ),
        rows,
        title=title,
        alt="Ranked bars. " + " ".join(subject.told),
        name="ranked",
        source=about["source"],
        as_at=subject.as_at,
        how=subject.values_how,
        columns=COLUMNS,
        picks="area",
    )


def over_time(trends: pd.DataFrame, subject: Subject) -> None:
    """One small panel an area, the whole behind each."""
    about = subject.indicator
    if trends["period_end"].nunique() == 1:
        return
    if trends["area_code"].nunique() > MOST_NAMED:
        cards.nothing(
            f"These are too many {subject.kind} to draw each over time.",
            hint="Choose a smaller area to see those within it.",
        )
        return
    cards.chart_with_data(
        charts.small_multiples(
            about["unit"],
            decimals=int(about["decimals"]),
            has_parent=bool(trends["parent_value"].notna().any()),
        ),
        trends,
        title="Over time",
        alt=f"Small line charts of {about['name']}, one for each of the {subject.kind}.",
        name="over_time",
        source=about["source"],
        as_at=subject.as_at,
        how=subject.trends_how,
        columns=COLUMNS,
    )


def side_by_side(trends: pd.DataFrame, subject: Subject) -> None:
    """The area in focus and the one it is compared with, on one chart."""
    pair = trends[trends["role"].isin(["this", "compared"])]
    if set(pair["role"]) != {"this", "compared"}:
        return
    about = subject.indicator
    names = pair.drop_duplicates("role").sort_values("role", ascending=False)["area_name"]
    latest = pair.dropna(subset=["value"]).groupby("area_name").last()
    told = "; ".join(
        f"{name} {sentences.number(row.value, about['unit'], about['decimals'])}"
        f" in {row.period_label}"
        for name, row in latest.iterrows()
    )
    cards.chart_with_data(
        charts.trend(
            about["unit"],
            decimals=int(about["decimals"]),
            has_limits=bool(pair["lower_limit"].notna().any()),
            has_target=False,
        ),
        pair.assign(role=pair["role"].replace("compared", "comparator")),
        title=" and ".join(names),
        alt=f"Line chart of {about['name']} in two areas. {told}.",
        name="side_by_side",
        source=about["source"],
        as_at=subject.as_at,
        how=subject.trends_how,
        columns=COLUMNS,
    )
