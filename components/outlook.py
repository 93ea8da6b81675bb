"""Where an indicator is heading: the forecast in a sentence and a chart, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import cards, charts, outlook_words
from components.answer import Answer
from components.charts.trend_words import LINE_HEIGHT

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
Row = Mapping[str, Any]


def shown(row: Row, forecast: Answer, *, source: str, as_at: str) -> None:
    """The forecast of an indicator in one area, or why there is none and what its target takes.

    `row` as `indicator_result`, the answer as `indicator_forecast`. Nothing without any value.
    """
    rows = forecast.rows
    if (rows["method"] != "observed").all():
        return
    title = f"{row['name']}: where it is heading"
    if "no_forecast" in set(rows["method"]):
        cards.section(title)
        cards.said(*outlook_words.unforecast(row, rows))
        cards.about("forecast")
        return
    told, drawn = outlook_words.forecast(row, rows), drawn_rows(rows)
    cards.chart_with_data(
        charts.outlook(row["unit"], decimals=int(row["decimals"]), height=HEIGHT),
        drawn,
        title=title,
        alt=f"Line chart of {row['name']} ({row['unit']}) by period, with forecasts. {told[0]}",
        name=f"{row['indicator_id']}_outlook",
        source=source,
        as_at=as_at,
        told=told,
        how=forecast.how,
        method="forecast",
        tables=beside_them(row, drawn),
        columns=COLUMNS,
    )


def drawn_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The latest of the past and all that lies ahead, in words, with each unbroken stretch."""
    is_past = rows["method"] == "observed"
    kept = pd.concat([rows[is_past].tail(SHOWN), rows[~is_past]])
    first = rows.loc[~is_past, "method"].iloc[0]
    return kept.assign(
        method_name=kept["method"].map(outlook_words.METHODS),
        chance=kept["band"].map(outlook_words.BANDS),
        is_first=kept["method"] == first,
        stretch=(kept["place"].diff() != 1).cumsum(),
    )


def beside_them(row: Row, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables that the drawing wants beside the rows: fan and line_ends."""
    is_past = rows["method"] == "observed"
    last, ahead = rows[is_past].iloc[-1], rows[~is_past]
    line_ends = _line_ends(row, rows, ahead).assign(since=last["period_end"])
    return {"fan": _fan(last, ahead), "line_ends": line_ends}


def _fan(last: Row, ahead: pd.DataFrame) -> pd.DataFrame:
    """Rows ahead, each method's led up to by the last value observed."""
    start = ahead.drop_duplicates("method")[["method", "is_first"]].assign(
        period_end=last["period_end"],
        **dict.fromkeys(("mean", "lower_80", "upper_80", "lower_95", "upper_95"), last["value"]),
    )
    return pd.concat([start, ahead], ignore_index=True)


def _line_ends(row: Row, rows: pd.DataFrame, ahead: pd.DataFrame) -> pd.DataFrame:
    """Names of methods and target where their lines end, apart by at least a line's height."""
    ends = ahead.drop_duplicates("method", keep="last")
    named = pd.DataFrame(
        {
            "name": ends["method_name"],
            "amount": ends["mean"],
            "tone": ends["is_first"].map({True: "first", False: "other"}),
            "period_end": ends["period_end"],
        }
    )
    target = ends.head(1).dropna(subset=["target_value"])
    if not target.empty:
        words = outlook_words.target(row, target["target_value"].iloc[0])
        aim = {"name": words, "amount": target["target_value"], "tone": "target"}
        named = pd.concat([named, pd.DataFrame(aim).assign(period_end=target["period_end"])])
    drawn = pd.concat([rows[["value", "lower_95", "upper_95"]].stack(), named["amount"]])
    step = 1.1 * (drawn.max() - drawn.min()) * LINE_HEIGHT / HEIGHT
    named = named.sort_values("amount").reset_index(drop=True)
    # Upwards, each stands where it belongs or a line above the one before.
    return named.assign(at=(named["amount"] - named.index * step).cummax() + named.index * step)
