"""Who owes how much when: a cell for each partner and month, with what came, is late or is due."""

from __future__ import annotations

import json
from collections.abc import Iterable

import altair as alt

from components import theme
from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed, name_axis

# In the order of need: a cell takes the colour of the first state it holds.
STATES = tuple(theme.REPORTING)
IN_TIME = alt.EncodingSortField("month_start", op="min")
NARROW = 480  # pixels in which there is room for the shapes, and not for the counts
LOUD, QUIET = ("late", "received_late"), ("received", "due")


def calendar() -> Drawing:
    """Drawing of a grid; a row is one partner in one month.

    Rows: partner (in reading order), month_start (a date), month (in words, two of them: Jul
    2009), is_current, and the counts late, received_late, received and due. Every cell says the
    shape and the count of each state it holds, so that nothing hangs on colour. A dashed line
    stands where the current month begins.
    """
    return drawing(_calendar)


def _calendar(look: Look) -> Layer:
    worst = "".join(f"datum.{state} > 0 ? '{state}' : " for state in STATES) + "''"
    base = (
        chart()
        .transform_calculate(
            worst=worst,
            loud=_shapes(LOUD),
            quiet=_shapes(QUIET),
            spoken=f"datum.partner + ', due in ' + datum.month + {_spoken()}",
        )
        .transform_filter("datum.worst != ''")
        .encode(y=name_axis(look, "partner", 190), x=_months(look))
    )
    counts = [
        # What is late or came late stands above the rest where a cell holds both.
        _counts(look, base, "datum.loud == '' || datum.quiet == ''", "datum.loud + datum.quiet", 0),
        _counts(look, base, "datum.loud != '' && datum.quiet != ''", "datum.loud", -7),
        _counts(look, base, "datum.loud != '' && datum.quiet != ''", "datum.quiet", 7),
    ]
    return listed(look, [_cells(look, base), *counts, _now(look)], 38)


def _shapes(states: Iterable[str]) -> str:
    """The shape and count of each state that a cell holds."""
    told = [
        f"(datum.{state} > 0 ? '{theme.REPORTING[state].glyph} ' + datum.{state} + ' ' : '')"
        for state in states
    ]
    return f"trim({' + '.join(told)})"


def _spoken() -> str:
    told = [
        f"(datum.{state} > 0 ? ', ' + datum.{state} + ' {mark.word.lower()}' : '')"
        for state, mark in theme.REPORTING.items()
    ]
    return " + ".join(told)


def _months(look: Look) -> alt.X:
    return alt.X(
        "month:O",
        sort=IN_TIME,
        title=None,
        axis=alt.Axis(
            orient="top",
            labelAngle=0,
            labelExpr="split(datum.label, ' ')",
            labelColor=look.palette.text,
            labelOverlap="parity",
            # The month stands first and the year beneath it, towards the cells.
            labelPadding=look.size(18),
            labelLineHeight=look.size(13),
            domain=False,
        ),
        scale=alt.Scale(paddingInner=0, paddingOuter=0),
    )


def _cells(look: Look, base: Layer) -> Layer:
    labels = {state: mark.text for state, mark in theme.REPORTING.items()}
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=alt.ExprRef(f"max(1, floor(width / {look.size(140)}))"),
        symbolType="square",
        symbolStrokeWidth=0,
        symbolSize=look.size(130),
        labelExpr=f"({json.dumps(labels, ensure_ascii=False)})[datum.label]",
        labelColor=look.palette.text,
    )
    colour = alt.Color(
        "worst:N",
        legend=legend,
        scale=alt.Scale(domain=list(STATES), range=[_fill(look, state) for state in STATES]),
    )
    counted = [alt.Tooltip(f"{s}:Q", title=mark.word) for s, mark in theme.REPORTING.items()]
    told = [alt.Tooltip("partner:N", title="Partner"), alt.Tooltip("month:N", title="Due in")]
    return base.mark_rect(stroke=look.palette.page, strokeWidth=2).encode(
        color=colour, description="spoken:N", tooltip=told + counted
    )


def _counts(look: Look, base: Layer, of: str, words: str, down: int) -> Layer:
    return (
        base.transform_filter(of)
        .transform_calculate(words=f"width < {NARROW} ? slice({words}, 0, 1) : {words}")
        .mark_text(fontSize=look.size(11.5), dy=look.size(down), aria=False)
        .encode(
            text="words:N",
            tooltip=alt.value(None),
            color=alt.ColorValue(
                look.palette.text,
                condition={
                    "test": f"indexof({json.dumps(LOUD)}, datum.worst) >= 0",
                    "value": look.palette.page,
                },
            ),
        )
    )


def _now(look: Look) -> Layer:
    return (
        chart()
        .transform_filter("datum.is_current")
        .transform_aggregate(groupby=["month", "month_start"])
        .mark_rule(color=look.palette.text, strokeDash=[5, 3], strokeWidth=look.size(1.6))
        .encode(x=alt.X("month:O", sort=IN_TIME, bandPosition=0))
    )


def _fill(look: Look, state: str) -> str:
    """Loud for what is late, quiet for what came, and the colour of absence for what is due."""
    if state in LOUD:
        return getattr(look.palette, theme.REPORTING[state].colour)
    return look.palette.sequence[0] if state == "received" else look.palette.absent
