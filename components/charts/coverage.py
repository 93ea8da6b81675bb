"""How much of each piece of work is done: a bar for each group and piece, with its count."""

from __future__ import annotations

import json

import altair as alt

from components import theme
from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed

# The share of a piece's width that its bar takes; the rest keeps neighbours apart.
FILLED = 0.86
# On a narrow screen the counts would lie over one another.
WORDS = (
    "width < 480 ? ''"
    " : datum.needed > 0 ? datum.done + ' of ' + datum.needed"
    " : datum.indicators == 0 ? 'none here'"
    " : datum.not_recorded > 0 ? 'not recorded' : 'not needed'"
)


def coverage(headings: tuple[str, ...], *, group: str = "collection") -> Drawing:
    """Drawing of bars side by side; a row is one piece of work in one group.

    Rows: the group's column (in one or two lines, in reading order), position (from 1, in the
    order of `headings`), step (in words), and the counts indicators, done, missing, not_needed and
    not_recorded. A bar is full when all that need the piece have it; its count stands above it.
    """
    return drawing(_coverage, headings=headings, group=group)


def _coverage(look: Look, *, headings: tuple[str, ...], group: str) -> Layer:
    base = (
        chart()
        .transform_calculate(
            needed="datum.done + datum.missing",
            left="datum.position - 1",
            right=f"datum.position - 1 + {FILLED}",
        )
        .transform_calculate(
            reached=f"datum.left + {FILLED} * (datum.needed > 0 ? datum.done / datum.needed : 0)",
            words=WORDS,
            told="datum.needed > 0 ? datum.done + ' of ' + datum.needed : 'none'",
        )
        .encode(y=_groups(look, group))
    )
    return listed(look, [*_bars(look, base, headings, group), _counts(look, base)], 40)


def _groups(look: Look, group: str) -> alt.Y:
    """Names of one line or two, the first level with the counts."""
    axis = alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelColor=look.palette.text,
        labelLimit=look.size(230),
        labelLineHeight=look.size(14),
        labelOffset=look.size(-5),
        grid=False,
    )
    return alt.Y(f"{group}:N", title=None, sort=None, axis=axis)


def _bars(look: Look, base: Layer, headings: tuple[str, ...], group: str) -> list[Layer]:
    whole = base.mark_bar(height={"band": 0.26}, yOffset=look.size(9), aria=False).encode(
        x=_place(look, "left", headings), x2="right:Q", color=alt.value(look.palette.absent)
    )
    told = [
        alt.Tooltip(f"{group}:N", title=group.capitalize()),
        alt.Tooltip("step:N", title="Work"),
        *(alt.Tooltip(f"{state}:Q", title=mark.word) for state, mark in theme.WORK.items()),
    ]
    done = base.mark_bar(height={"band": 0.26}, yOffset=look.size(9)).encode(
        x=_place(look, "left", headings),
        x2="reached:Q",
        color=alt.value(look.palette.improvement),
        description="spoken:N",
        tooltip=told,
    )
    spoken = f"replace(datum.{group}, '\\n', ', ') + ', ' + datum.step + ': ' + datum.told"
    return [whole, done.transform_calculate(spoken=spoken)]


def _counts(look: Look, base: Layer) -> Layer:
    return base.mark_text(
        align="left", dy=look.size(-6), fontSize=look.size(11.5), aria=False
    ).encode(
        x="left:Q",
        text="words:N",
        color=alt.ColorValue(
            look.palette.muted, condition={"test": "datum.needed > 0", "value": look.palette.text}
        ),
    )


def _place(look: Look, column: str, headings: tuple[str, ...]) -> alt.X:
    return alt.X(
        f"{column}:Q",
        title=None,
        scale=alt.Scale(domain=[0, len(headings)], nice=False),
        axis=alt.Axis(
            orient="top",
            values=list(range(len(headings))),
            labelExpr=f"({json.dumps(headings, ensure_ascii=False)})[datum.value]",
            labelAlign="left",
            labelColor=look.palette.text,
            labelOverlap="greedy",
            domain=False,
            grid=False,
        ),
    )
