"""One indicator over time across areas: two areas side by side, and one small panel an area."""

from __future__ import annotations

import pandas as pd

from components import cards, charts, quantities
from components.answer import Answer
from components.area_subject import MOST_NAMED, Subject, card
from components.choices import unique_labels


def over_time(subject: Subject, trends: Answer) -> None:
    """The area in focus beside the one it is compared with; then one small panel an area."""
    _side_by_side(subject, trends)
    rows, about = trends.rows, subject.indicator
    if rows["period_end"].nunique() == 1:
        return
    if rows["area_code"].nunique() > MOST_NAMED:
        cards.nothing(
            f"These are too many {subject.kind} to draw each over time.",
            hint="Choose a smaller area to see those within it.",
        )
        return
    drawn = charts.small_multiples(
        about["unit"],
        decimals=int(about["decimals"]),
        has_parent=subject.is_comparable_with_whole and bool(rows["parent_value"].notna().any()),
    )
    told = f"Small line charts of {about['name']}, one for each of the {subject.kind}."
    card(subject, drawn, rows, "over_time", how=trends.how, title="Over time", alt=told)


def _side_by_side(subject: Subject, trends: Answer) -> None:
    about = subject.indicator
    pair = _pair(subject, trends.rows)
    if set(pair["role"]) == {"compared"}:
        cards.nothing(f"Choose one of the {subject.kind} as the area to set another beside it.")
    if set(pair["role"]) != {"this", "compared"}:
        return
    first = pair.drop_duplicates("role").sort_values("role", ascending=False)
    names = unique_labels(dict(zip(first["area_code"], first["area_name"], strict=True)))
    pair = pair.assign(series=pair["area_code"].map(names))
    drawn = charts.trend(
        about["unit"],
        decimals=int(about["decimals"]),
        has_limits=bool(pair["lower_limit"].notna().any()),
        has_target=False,
    )
    card(
        subject,
        drawn,
        pair.assign(role=pair["role"].replace("compared", "comparator")),
        "side_by_side",
        how=trends.how,
        title=" and ".join(names.values()),
        alt=f"Line chart of {about['name']} in two areas. {_latest(subject, pair)}.",
    )


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
