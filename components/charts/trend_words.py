"""The words on a trend: names at the lines' ends, periods beneath, dated events and breaks."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from components.charts.look import Layer, Look, chart
from components.charts.series import tone

LATEST_FIRST = [alt.SortField("period_end", order="descending")]
UPWARDS = [alt.SortField("amount", order="ascending")]
LINE = ["area_code", "series", "role", "what"]
LINE_HEIGHT = 15
DATED = {"events": "event", "breaks": "muted"}


def names(
    look: Look, base: Layer, lines: Mapping[str, tuple[str, str]], height: int, *, from_zero: bool
) -> Layer:
    """Name of each line at its end, moved up where it would cover the one below.

    `lines` are the columns drawn as lines beside the values, with colour and name.

    Label i, counted upwards, stands at max over j <= i of (value j + (i - j) * one line): a running
    maximum, which a window transform can keep.
    """
    floor = "min(0, datum.least)" if from_zero else "datum.least"
    return (
        base.transform_fold(["value", *lines], as_=["what", "amount"])
        .transform_filter(
            "isValid(datum.amount) && (datum.what == 'value' || datum.role == 'this')"
        )
        .transform_joinaggregate(least="min(amount)", most="max(amount)")
        .transform_window(place="row_number()", groupby=LINE, sort=LATEST_FIRST)
        .transform_filter("datum.place == 1")
        .transform_calculate(
            step=f"1.1 * (datum.most - {floor}) * {LINE_HEIGHT} / {height}",
            name=_called(lines),
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


def _called(lines: Mapping[str, tuple[str, str]]) -> str:
    """Expression for the name of a line: the area's, or that of the standard it draws."""
    known = (f"datum.what == '{column}' ? '{name}' : " for column, (_, name) in lines.items())
    return "".join(known) + "datum.series"


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
    """Upright dotted line and its words at each date of a table beside the rows.

    Events are written at the top and breaks at the foot, for one often comes with the other.
    """
    colour = getattr(look.palette, DATED[table])
    is_event = table == "events"
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
            align="right" if is_event else "left",
            baseline="bottom",
            dx=-2 if is_event else 4,
            dy=-3,
            color=colour,
            fontSize=look.size(11),
            limit=look.size(125),
        ).encode(y=alt.value(0 if is_event else "height"), text=f"{words}:N"),
    ]
