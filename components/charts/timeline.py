"""Actions over time: a bar from start to end each, with its status in shape and word."""

from __future__ import annotations

import json

import altair as alt

from components import theme
from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed, name_axis

STATES = tuple(theme.ACTIONS)


def timeline() -> Drawing:
    """Drawing of bars; a row is one action, in the order they are to be read.

    Rows: action_id (what a click chooses), name, start_date, end_date, state (of theme.ACTIONS),
    today (a date, the same in all), told and spoken (in words). A dashed line stands at today.
    """
    return drawing(_timeline)


def _timeline(look: Look) -> Layer:
    base = chart().encode(y=name_axis(look, "name", 230))
    bars = (
        base.mark_bar(height={"band": 0.62})
        .encode(
            x=_days("start_date"),
            x2="end_date:T",
            color=_colour(look),
            description="spoken:N",
            tooltip=[alt.Tooltip("name:N", title="Action"), alt.Tooltip("told:N", title="Status")],
        )
        .add_params(alt.selection_point(name="pick", fields=["action_id"]))
    )
    return listed(look, [bars, _shapes(look, base), *_today(look)], 26)


def _days(field: str) -> alt.X:
    axis = alt.Axis(format="%b %Y", labelOverlap="parity", grid=True, tickCount=6)
    return alt.X(f"{field}:T", title=None, axis=axis, scale=alt.Scale(padding=14))


def _colour(look: Look) -> alt.Color:
    labels = {state: mark.text for state, mark in theme.ACTIONS.items()}
    colours = [getattr(look.palette, theme.ACTIONS[state].colour) for state in STATES]
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=alt.ExprRef(f"max(1, floor(width / {look.size(120)}))"),
        symbolType="square",
        labelExpr=f"({json.dumps(labels, ensure_ascii=False)})[datum.label]",
        labelColor=look.palette.text,
    )
    return alt.Color("state:N", legend=legend, scale=alt.Scale(domain=list(STATES), range=colours))


def _shapes(look: Look, base: Layer) -> Layer:
    """The status by its shape, just inside each bar's start."""
    shapes = {state: mark.glyph for state, mark in theme.ACTIONS.items()}
    words = f"({json.dumps(shapes, ensure_ascii=False)})[datum.state]"
    return (
        base.transform_calculate(shape=words)
        .mark_text(align="right", dx=-3, fontSize=look.size(12), aria=False)
        .encode(x="start_date:T", text="shape:N", color=alt.value(look.palette.text))
    )


def _today(look: Look) -> list[Layer]:
    line = chart().transform_aggregate(groupby=["today"]).encode(x="today:T")
    colour = look.palette.text
    return [
        line.mark_rule(color=colour, strokeDash=[5, 3], strokeWidth=look.size(1.6)),
        line.mark_text(
            text="Today", color=colour, baseline="bottom", dy=-4, fontSize=look.size(12)
        ).encode(y=alt.value(0)),
    ]
