"""The words on a trend: names at the lines' ends, periods beneath, dated events and breaks."""

from __future__ import annotations

import altair as alt

from components.charts.look import Layer, Look, chart
from components.charts.series import STANDARDS, tone

LATEST_FIRST = [alt.SortField("period_end", order="descending")]
UPWARDS = [alt.SortField("amount", order="ascending")]
LINE = ["area_code", "series", "role", "what"]
LINE_HEIGHT = 15
DATED = {"events": "event", "breaks": "muted"}


def names(look: Look, base: Layer, has_target: bool, from_zero: bool, height: int) -> Layer:
    """Name of each line at its end, moved up where it would cover the one below.

    Label i, counted upwards, stands at max over j <= i of (value j + (i - j) * one line): a running
    maximum, which a window transform can keep.
    """
    columns = ["value", *(STANDARDS if has_target else ())]
    floor = "min(0, datum.least)" if from_zero else "datum.least"
    return (
        base.transform_fold(columns, as_=["what", "amount"])
        .transform_filter(
            "isValid(datum.amount) && (datum.what == 'value' || datum.role == 'this')"
        )
        .transform_joinaggregate(least="min(amount)", most="max(amount)")
        .transform_window(place="row_number()", groupby=LINE, sort=LATEST_FIRST)
        .transform_filter("datum.place == 1")
        .transform_calculate(
            step=f"1.1 * (datum.most - {floor}) * {LINE_HEIGHT} / {height}",
            name="datum.what == 'value' ? datum.series"
            " : datum.what == 'target_value' ? 'Target' : 'Intervention level'",
            tone="datum.what == 'value' ? datum.role : datum.what",
        )
        .transform_window(order="row_number()", sort=UPWARDS)
        .transform_calculate(slack="datum.amount - datum.order * datum.step")
        .transform_window(room="max(slack)", sort=UPWARDS, frame=[None, 0])
        .transform_calculate(at="datum.room + datum.order * datum.step")
        .mark_text(align="left", dx=look.size(9), fontSize=look.size(12))
        .encode(
            y="at:Q",
            text="name:N",
            color=alt.Color(**tone(look, "tone")),
        )
    )


def periods(look: Look) -> Layer:
    """Periods as the source writes them; a date axis would put 2005/06 under 2006."""
    return (
        chart()
        .transform_aggregate(series="count()", groupby=["period_end", "period_label"])
        .transform_window(place="row_number()", sort=LATEST_FIRST)
        .transform_joinaggregate(total="count()")
        .transform_filter(
            f"(datum.place - 1) % ceil(datum.total / max(2, floor(width / {look.size(76)}))) == 0"
        )
        .mark_text(baseline="top", dy=9, color=look.palette.muted, fontSize=look.size(12))
        .encode(x="period_end:T", y=alt.value("height"), text="period_label:N")
    )


def dated(look: Look, table: str, date: str, words: str) -> list[Layer]:
    """Upright dotted line and its words at each date of a table beside the rows."""
    colour = getattr(look.palette, DATED[table])
    dates = chart(alt.NamedData(table)).encode(
        x=alt.X(f"{date}:T", axis=alt.Axis(labels=False, title=None)),
        tooltip=[
            alt.Tooltip(f"{date}:T", title="Date", format="%-d %B %Y"),
            alt.Tooltip(f"{words}:N", title="What"),
        ],
    )
    return [
        dates.mark_rule(color=colour, strokeDash=[2, 3], strokeWidth=look.size(1.2)),
        dates.mark_text(
            angle=270,
            align="right",
            baseline="bottom",
            dx=-2,
            dy=-3,
            color=colour,
            fontSize=look.size(11),
            limit=look.size(200),
        ).encode(y=alt.value(0), text=f"{words}:N"),
    ]
