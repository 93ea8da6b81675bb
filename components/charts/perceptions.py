"""How far perceptions lie apart: organisations and groups as dots on one axis a question."""

from __future__ import annotations

from typing import Any

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed, tooltips

# Each kind of group with its shape and the meaning of its colour.
KINDS = {"Organisations": ("circle", "highlight"), "Groups of people": ("diamond", "event")}
# A chart narrower than this has no room for the names at the ends.
NARROW = "containerSize()[0] < 560"
# Pixels beyond the outer dots, narrow and wide, so that names find room there.
ROOM = 12, 105
IN_ORDER = alt.EncodingSortField("place", op="min")


def perceptions() -> Drawing:
    """Drawing of dots; a row is one organisation or group on one question.

    Rows: lane (question and kind, a bar between; only the first lane of a question shows its name),
    place (the lane's order), dimension, kind (of KINDS), name, score, everyone (the score of all),
    end (lowest, highest or null), apart (words on the gap, in one row of a lane).
    """
    return drawing(_perceptions)


def _perceptions(look: Look) -> Layer:
    base = (
        chart()
        .transform_calculate(
            spoken="datum.dimension + ', ' + datum.name + ': ' + format(datum.score, '.0f')"
        )
        .encode(y=_lanes(look), description="spoken:N")
    )
    layers = [_spans(look, base), _everyone(look, base), _dots(look, base)]
    layers += [_names(look, base, end) for end in ("lowest", "highest")]
    return listed(look, [*layers, _apart(look, base)], 27)


def _lanes(look: Look) -> alt.Y:
    is_first = "indexof(datum.label, '|Organisations') > 0"
    axis = alt.Axis(
        labelExpr=f"{is_first} ? slice(datum.label, 0, indexof(datum.label, '|')) : ''",
        labelColor=look.palette.text,
        labelLimit=alt.ExprRef(f"{NARROW} ? {look.size(110)} : {look.size(190)}"),
        labelOverlap=False,
        aria=False,
    )
    return alt.Y("lane:N", sort=IN_ORDER, title=None, axis=axis, scale=alt.Scale(padding=0.3))


def _x(look: Look) -> alt.X:
    narrow, wide = ROOM
    room = f"{NARROW} ? {narrow} : {look.size(wide)}"
    return alt.X(
        "score:Q",
        title="Score, from 0 to 100",
        scale=alt.Scale(zero=False, nice=False, padding=alt.ExprRef(room)),
        axis=alt.Axis(format=".0f", tickCount=6, grid=True),
    )


def _spans(look: Look, base: Layer) -> Layer:
    """A pale bar from the lowest to the highest of a lane."""
    return (
        base.transform_aggregate(low="min(score)", high="max(score)", groupby=["lane", "place"])
        .mark_rule(color=look.palette.absent, strokeWidth=look.size(9), aria=False)
        .encode(x="low:Q", x2="high:Q", description=alt.value(None))
    )


def _everyone(look: Look, base: Layer) -> Layer:
    return (
        base.transform_aggregate(everyone="min(everyone)", groupby=["lane", "place"])
        .mark_tick(
            color=look.palette.parent, thickness=look.size(2.2), height=look.size(21), aria=False
        )
        .encode(x="everyone:Q", description=alt.value(None))
    )


def _dots(look: Look, base: Layer) -> Layer:
    told = {
        "dimension:N": "Question",
        "name:N": "Who",
        "score:Q": "Score",
        "everyone:Q": "Everyone",
    }
    return base.mark_point(opacity=0.95, strokeWidth=1, size=look.size(75)).encode(
        x=_x(look),
        shape=_kinds(look, alt.Shape),
        fill=_kinds(look, alt.Fill),
        stroke=alt.value(look.palette.page),
        tooltip=tooltips(told, 0),
    )


def _kinds(look: Look, channel: Any) -> Any:
    meant = {
        kind: shape if channel is alt.Shape else getattr(look.palette, colour)
        for kind, (shape, colour) in KINDS.items()
    }
    legend = alt.Legend(title=None, orient="top", symbolSize=look.size(75), labelLimit=0)
    return channel(
        "kind:N", scale=alt.Scale(domain=list(meant), range=list(meant.values())), legend=legend
    )


def _names(look: Look, base: Layer, end: str) -> Layer:
    """The name of who scores lowest or highest, outside the dots."""
    outward = -9 if end == "lowest" else 9
    return (
        base.transform_filter(f"datum.end == '{end}'")
        .transform_calculate(called=f"{NARROW} ? '' : datum.name")
        .mark_text(
            align="right" if end == "lowest" else "left",
            dx=look.size(outward),
            fontSize=look.size(11),
            color=look.palette.muted,
            aria=False,
        )
        .encode(x="score:Q", text="called:N", tooltip=alt.value(None))
    )


def _apart(look: Look, base: Layer) -> Layer:
    """How far the ends lie apart, in a column of its own at the right."""
    return (
        base.transform_filter("isValid(datum.apart)")
        .mark_text(align="left", dx=look.size(8), fontSize=look.size(11.5), aria=False)
        .encode(
            x=alt.value("width"),
            text="apart:N",
            color=alt.ColorValue(
                look.palette.muted,
                condition={"test": "indexof(datum.apart, '◆') >= 0", "value": look.palette.text},
            ),
            tooltip=alt.value(None),
        )
    )
