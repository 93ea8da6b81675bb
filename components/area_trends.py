"""One indicator over time across areas: two areas side by side, and one small panel an area."""

from __future__ import annotations

import pandas as pd

from components import cards, charts, quantities
from components.answer import Answer
from components.area_subject import MOST_NAMED, Subject, card
from components.choices import unique_labels
from components.kept import once
from components.records import has_any, records


def over_time(subject: Subject, trends: Answer) -> None:
    """The area in focus beside the one it is compared with; then one small panel an area."""
    _side_by_side(subject, trends)
    about, (periods, areas, has_parent) = subject.indicator, _size(trends.rows)
    if periods == 1:
        return
    if areas > MOST_NAMED:
        cards.nothing(
            f"These are too many {subject.kind} to draw each over time.",
            hint="Choose a smaller area to see those within it.",
        )
        return
    drawn = charts.small_multiples(
        about["unit"],
        decimals=int(about["decimals"]),
        has_parent=subject.is_comparable_with_whole and has_parent,
    )
    told = f"Small line charts of {about['name']}, one for each of the {subject.kind}."
    card(subject, drawn, trends.rows, "over_time", how=trends.how, title="Over time", alt=told)


@once
def _size(rows: pd.DataFrame) -> tuple[int, int, bool]:
    """How many periods and areas there are, and whether the whole has a value."""
    has_parent = bool(rows["parent_value"].notna().any())
    return rows["period_end"].nunique(), rows["area_code"].nunique(), has_parent


def _side_by_side(subject: Subject, trends: Answer) -> None:
    about = subject.indicator
    pair = _pair(subject, trends.rows)
    roles = {row["role"] for row in records(pair)}
    if roles == {"compared"}:
        cards.nothing(f"Choose one of the {subject.kind} as the area to set another beside it.")
    if roles != {"this", "compared"}:
        return
    names = _names(pair)
    series = _series(pair)
    drawn = charts.trend(
        about["unit"],
        decimals=int(about["decimals"]),
        has_limits=has_any(pair, "lower_limit"),
        has_target=False,
    )
    card(
        subject,
        drawn,
        series,
        "side_by_side",
        how=trends.how,
        title=" and ".join(names.values()),
        alt=f"Line chart of {about['name']} in two areas. {_latest(subject, series)}.",
    )


@once
def _names(pair: pd.DataFrame) -> dict[str, str]:
    """Name of each of the two by its code, the area in focus first."""
    first = pair.drop_duplicates("role").sort_values("role", ascending=False)
    return unique_labels(dict(zip(first["area_code"], first["area_name"], strict=True)))


@once
def _series(pair: pd.DataFrame) -> pd.DataFrame:
    role = pair["role"].replace("compared", "comparator")
    return pair.assign(series=pair["area_code"].map(_names(pair)), role=role)


@once
def _latest(subject: Subject, pair: pd.DataFrame) -> str:
    """The latest value of each of the two, told apart."""
    about = subject.indicator
    latest = pair.dropna(subset=["value"]).drop_duplicates("area_code", keep="last")
    values = quantities.apart(latest["value"].tolist(), about["unit"], about["decimals"])
    return "; ".join(
        f"{series} {quantities.unsettled(value, note)} in {period}"
        for series, value, note, period in zip(
            latest["series"], values, latest["value_note"], latest["period_label"], strict=True
        )
    )


@once
def _pair(subject: Subject, trends: pd.DataFrame) -> pd.DataFrame:
    """The area in focus, or the whole when it is the focus, and the one it is compared with."""
    roles = trends["role"]
    compared, this = trends[roles == "compared"], trends[roles == "this"]
    if this.empty:
        this = compared.assign(
            area_code="",
            area_name=subject.place,
            value=compared["parent_value"],
            lower_limit=float("nan"),
            upper_limit=float("nan"),
            value_note=None,
            role="this",
        ).dropna(subset=["value"])
    return pd.concat([this, compared])
