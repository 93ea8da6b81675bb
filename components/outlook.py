"""Where an indicator is heading: the forecast in a sentence and a chart, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, outlook_words
from components.answer import Answer
from components.charts.trend_words import LINE_HEIGHT
from components.kept import once
from components.records import records

# Three years of months; all there is of most other series.
SHOWN = 36
HEIGHT = 300
COLUMNS = {
    "method_name": "Method",
    "period_label": "Period",
    "value": "Value",
    "mean": "Forecast",
    "lower_80": "80% lower",
    "upper_80": "80% upper",
    "lower_95": "95% lower",
    "upper_95": "95% upper",
    "target_value": "Target",
    "chance": "Chance to meet it",
}
FIGURES = ("mean", "lower_80", "upper_80", "lower_95", "upper_95")
Row = Mapping[str, Any]
Rows = Sequence[Row]


def shown(row: Row, forecast: Answer, *, across: str, source: str, as_at: str) -> None:
    """The forecast of an indicator in one area, or why there is none and what its target takes.

    `row` as `indicator_result`, the answer as `indicator_forecast`. Nothing without any value.
    `across` says why it looks across a break in the series, where it does.
    """
    past, ahead = parted(forecast.rows)
    if not past:
        return
    title = f"{row['name']}: where it is heading"
    if ahead[0]["method"] == "no_forecast":
        with st.container(gap="xsmall"):
            cards.section(title)
            cards.said(*outlook_words.unforecast(row, past, ahead[0]))
            cards.about("forecast")
        return
    told = outlook_words.forecast(row, past, ahead, across)
    cards.chart_with_data(
        charts.outlook(row["unit"], decimals=int(row["decimals"]), height=HEIGHT),
        drawn(past, ahead),
        title=title,
        alt=f"Line chart of {row['name']} ({row['unit']}) by period, with forecasts. {told[0]}",
        name=f"{row['indicator_id']}_outlook",
        source=" ".join(filter(None, (source, across))),
        as_at=as_at,
        told=told,
        how=forecast.how,
        method="forecast",
        tables=beside_them(row, past, ahead),
        columns=COLUMNS,
    )


# Plain lists from here on: on frames this small pandas would take the time of the whole page.
@once
def parted(rows: pd.DataFrame) -> tuple[Rows, Rows]:
    """What was observed, and what was made of it."""
    every = records(rows)
    past = [row for row in every if row["method"] == "observed"]
    return past, every[len(past) :]


@once
def drawn(past: Rows, ahead: Rows) -> pd.DataFrame:
    """The latest of the past and all that lies ahead, in words, with each unbroken stretch."""
    kept = [*past[-SHOWN:], *ahead]
    stretches = [0]
    for before, row in zip(kept, kept[1:], strict=False):
        stretches.append(stretches[-1] + (row["place"] - before["place"] != 1))
    return pd.DataFrame(kept).assign(
        method_name=[outlook_words.METHODS[row["method"]] for row in kept],
        chance=[outlook_words.BANDS.get(row["band"]) for row in kept],
        is_first=[row["method"] == ahead[0]["method"] for row in kept],
        stretch=stretches,
    )


@once
def beside_them(row: Row, past: Rows, ahead: Rows) -> dict[str, pd.DataFrame]:
    """The tables that the drawing wants beside the rows: fan and line_ends."""
    ends = line_ends(row, past[-SHOWN:], ahead)
    return {"fan": pd.DataFrame(_fan(past[-1], ahead)), "line_ends": pd.DataFrame(ends)}


def _fan(latest: Row, ahead: Rows) -> Rows:
    """Rows ahead, each method's led up to by the last value observed."""
    first = ahead[0]["method"]
    start = {"period_end": latest["period_end"], **dict.fromkeys(FIGURES, latest["value"])}
    methods = dict.fromkeys(row["method"] for row in ahead)
    return [
        *({**start, "method": method, "is_first": method == first} for method in methods),
        *(
            {
                **{name: row[name] for name in ("method", "period_end", "period_label", *FIGURES)},
                "method_name": outlook_words.METHODS[row["method"]],
                "is_first": row["method"] == first,
            }
            for row in ahead
        ),
    ]


def line_ends(row: Row, past: Rows, ahead: Rows) -> list[dict[str, Any]]:
    """Names of methods and target where their lines end, apart by at least a line's height."""
    last = outlook_words.lasts(ahead)
    ends: list[dict[str, Any]] = [
        {"name": outlook_words.METHODS[end["method"]], "amount": end["mean"], "tone": "other"}
        for end in last
    ]
    ends[0]["tone"] = "first"
    aim = last[0]["target_value"]
    if pd.notna(aim):
        words = outlook_words.target(row, aim)
        ends.append({"name": words, "amount": aim, "tone": "target"})
    reached = [*(end["amount"] for end in ends), *(known["value"] for known in past)]
    reached += [point[name] for point in ahead for name in ("lower_95", "upper_95")]
    step = 1.1 * (max(reached) - min(reached)) * LINE_HEIGHT / HEIGHT
    at = -float("inf")
    for end in sorted(ends, key=lambda end: end["amount"]):
        at = max(end["amount"], at + step)
        end |= {"at": at, "since": past[-1]["period_end"], "period_end": last[0]["period_end"]}
    return ends
