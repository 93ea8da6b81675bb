"""One indicator across areas: map, ranked bars, small multiples, two areas side by side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Protocol

import pandas as pd

from components import cards, charts, filters, maps, quantities, rankings, sentences
from components.choices import unique_labels

COLUMNS = {
    "area_code": "Code",
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


class Boundaries(Hashable, Protocol):
    """Outlines of one area type as a workspace holds them; the same object while unchanged."""

    @property
    def document(self) -> Mapping[str, Any]:
        """GeoJSON or TopoJSON."""
        ...


@dataclass(frozen=True)
class Subject:
    """What is shown in which kind of area: the values of a period, the past, and their making."""

    indicator: Mapping[str, Any]
    kind: str
    values: pd.DataFrame
    trends: pd.DataFrame
    as_at: str
    values_how: str
    trends_how: str
    one: str = "area"  # the kind's name in the singular

    @cached_property
    def told(self) -> tuple[str, str]:
        """Headline of the values, and how we know."""
        return rankings.ranking(self.values, self.indicator, self.kind, self.one)


def trail(areas: pd.DataFrame) -> None:
    """The way back up from the area in focus."""
    filters.breadcrumb(list(zip(areas["area_code"], areas["name"], strict=True)))


def heading(subject: Subject) -> None:
    """The area in focus or the range across areas, and how we know."""
    cards.headline(*subject.told)


def area_map(subject: Subject, boundaries: Boundaries | None) -> None:
    """Map from the workspace's boundaries, else hexagons; a click puts the area into `area`."""
    values, about = subject.values, subject.indicator
    try:
        outlines = _outlines(boundaries, tuple(values["area_code"]))
    except ValueError as error:
        cards.nothing(str(error))
        outlines = pd.DataFrame()
    is_hex = outlines.empty
    if is_hex:
        outlines = maps.from_hexes(values)
    if outlines.empty:
        cards.nothing(f"There is no map of {subject.kind}: no boundaries and no layout.")
        return
    drawn = charts.area_map(
        about["unit"],
        decimals=int(about["decimals"]),
        has_names=len(values) <= MOST_NAMED,
        area_heading=sentences.capital(subject.kind),
    )
    title = f"{_title(subject)}, each hexagon an area" if is_hex else _title(subject)
    told = f"Map of {about['name']}. {' '.join(subject.told)}"
    _card(subject, drawn, values.merge(outlines, on="area_code"), "map", (title, told))


def ranked(subject: Subject) -> None:
    """Areas in order, against the whole; of very many, the ends and the area in focus."""
    values, about = subject.values, subject.indicator
    has_whole = _is_comparable_with_whole(subject) and values["parent_value"].notna().any()
    whole = values["parent_name"].iloc[0] if has_whole else None
    title = f"Ranked against {whole}" if whole else "Ranked"
    if len(values) > MOST_NAMED:
        valued = values.dropna(subset=["value"])
        is_end = valued["position"].between(ENDS + 1, len(valued) - ENDS)
        values = valued[~is_end | (valued["role"] == "this")]
        title += f": the {ENDS} highest and the {ENDS} lowest"
    drawn = charts.ranked(
        about["unit"],
        decimals=int(about["decimals"]),
        has_limits=bool(values["lower_limit"].notna().any()),
        parent=whole,
        is_selectable=True,
    )
    _card(subject, drawn, values, "ranked", (title, "Ranked bars. " + " ".join(subject.told)))


def over_time(subject: Subject) -> None:
    """The area in focus beside the one it is compared with; then one small panel an area."""
    _side_by_side(subject)
    trends, about = subject.trends, subject.indicator
    if trends["period_end"].nunique() == 1:
        return
    if trends["area_code"].nunique() > MOST_NAMED:
        cards.nothing(
            f"These are too many {subject.kind} to draw each over time.",
            hint="Choose a smaller area to see those within it.",
        )
        return
    drawn = charts.small_multiples(
        about["unit"],
        decimals=int(about["decimals"]),
        has_parent=_is_comparable_with_whole(subject)
        and bool(trends["parent_value"].notna().any()),
    )
    told = f"Small line charts of {about['name']}, one for each of the {subject.kind}."
    _card(subject, drawn, trends, "over_time", ("Over time", told))


def _side_by_side(subject: Subject) -> None:
    about = subject.indicator
    pair = _pair(subject)
    if set(pair["role"]) == {"compared"}:
        cards.nothing(f"Choose one of the {subject.kind} as the area to set another beside it.")
    if set(pair["role"]) != {"this", "compared"}:
        return
    first = pair.drop_duplicates("role").sort_values("role", ascending=False)
    names = unique_labels(dict(zip(first["area_code"], first["area_name"], strict=True)))
    pair = pair.assign(series=pair["area_code"].map(names))
    latest = pair.dropna(subset=["value"]).drop_duplicates("area_code", keep="last")
    values = quantities.apart(latest["value"].tolist(), about["unit"], about["decimals"])
    told = "; ".join(
        f"{series} {quantities.unsettled(value, note)} in {period}"
        for series, value, note, period in zip(
            latest["series"], values, latest["value_note"], latest["period_label"], strict=True
        )
    )
    drawn = charts.trend(
        about["unit"],
        decimals=int(about["decimals"]),
        has_limits=bool(pair["lower_limit"].notna().any()),
        has_target=False,
    )
    rows = pair.assign(role=pair["role"].replace("compared", "comparator"))
    words = (" and ".join(names.values()), f"Line chart of {about['name']} in two areas. {told}.")
    _card(subject, drawn, rows, "side_by_side", words)


def _pair(subject: Subject) -> pd.DataFrame:
    """The area in focus, or the whole when it is the focus, and the one it is compared with."""
    roles = subject.trends["role"]
    compared, this = subject.trends[roles == "compared"], subject.trends[roles == "this"]
    if this.empty:
        whole = subject.values["parent_name"].iloc[0]
        this = compared.assign(
            area_code="",
            area_name=whole,
            value=compared["parent_value"],
            lower_limit=float("nan"),
            upper_limit=float("nan"),
            value_note=None,
            role="this",
        ).dropna(subset=["value"])
    return pd.concat([this, compared])


def _title(subject: Subject) -> str:
    period = subject.values["period_label"].dropna()
    place = subject.values["parent_name"].iloc[0]
    when = f", {period.iloc[0]}" if len(period) else ""
    return f"{subject.indicator['name']} by {subject.kind} of {place}{when}"


def _is_comparable_with_whole(subject: Subject) -> bool:
    """A part's count says nothing beside the whole's: it is bound to be smaller."""
    return subject.indicator["method"] != "count"


def _card(
    subject: Subject, drawn: charts.Drawing, rows: pd.DataFrame, name: str, words: tuple[str, str]
) -> None:
    """A chart with its title and alternative text; on map and bars a click chooses the area."""
    is_of_period = name in ("map", "ranked")
    cards.chart_with_data(
        drawn,
        rows,
        title=words[0],
        alt=words[1],
        name=f"{subject.indicator['indicator_id']}_{name}",
        source=subject.indicator["source"],
        as_at=subject.as_at,
        how=subject.values_how if is_of_period else subject.trends_how,
        columns=COLUMNS,
        picks="area" if is_of_period else None,
    )


@lru_cache(maxsize=64)
def _outlines(boundaries: Boundaries | None, area_codes: tuple[str, ...]) -> pd.DataFrame:
    """Outlines of these areas, none without boundaries; fitting 137 takes 30 ms, so only once.

    Raises ValueError, in words, for boundaries that cannot be drawn.
    """
    if boundaries is None:
        return pd.DataFrame()
    return maps.from_boundaries(boundaries.document, area_codes)
