"""Fifths of areas from the most to the least deprived, with intervals and the line fitted to them.

Each fifth is as wide as its share of the people; the slope index is how far the line falls or rises
from one end to the other.
"""

from __future__ import annotations

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import LIMITS, framed, tooltips, value_axis


def fifths(unit: str, *, decimals: int = 1, height: int = 230) -> Drawing:
    """Drawing of the fifths of one period; a row is one fifth.

    Rows: fifth (1 the most deprived), share_from and share_to (of all people, in that order),
    value, lower_limit, upper_limit. Table beside them: `ends` (share, value): the two ends of the
    fitted line.
    """
    return drawing(_fifths, unit=unit, decimals=decimals, height=height)


def _fifths(look: Look, *, unit: str, decimals: int, height: int) -> Layer:
    base = chart().transform_calculate(
        middle="(datum.share_from + datum.share_to) / 2",
        called="'Fifth ' + datum.fifth",
    )
    y = alt.Y("value:Q", scale=alt.Scale(zero=True, nice=True), axis=value_axis(unit, decimals))
    told = {"called:N": "From the most deprived", "value:Q": unit, **LIMITS}
    colour = look.palette.highlight
    layers = [
        _line(look),
        base.mark_rule(color=colour, strokeWidth=look.size(3), opacity=0.35, aria=False).encode(
            x=_across("share_from"), x2="share_to:Q", y=y
        ),
        base.mark_rule(color=colour, strokeWidth=look.size(2), aria=False).encode(
            x=_across("middle"), y="lower_limit:Q", y2="upper_limit:Q"
        ),
        base.mark_point(filled=True, size=look.size(70), color=colour, opacity=1).encode(
            x=_across("middle"), y=y, tooltip=tooltips(told, decimals)
        ),
        _ends(look),
    ]
    return framed(look, layers, height)


def _across(field: str) -> alt.X:
    """Place among all the people, the most deprived first; no number of it would help a reader."""
    return alt.X(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=None)


def _line(look: Look) -> Layer:
    return (
        chart(alt.NamedData("ends"))
        .mark_line(
            color=look.palette.parent,
            strokeDash=[5, 3],
            strokeWidth=look.size(1.8),
            aria=False,
        )
        .encode(x=_across("share"), y="value:Q")
    )


def _ends(look: Look) -> Layer:
    """What lies at either end of the axis, beneath it."""
    is_first = "datum.share == 0"
    return (
        chart(alt.NamedData("ends"))
        .transform_calculate(words=f"{is_first} ? 'Most deprived' : 'Least deprived'")
        .mark_text(
            align=alt.ExprRef(f"{is_first} ? 'left' : 'right'"),
            baseline="top",
            dy=look.size(8),
            color=look.palette.muted,
            fontSize=look.size(12),
        )
        .encode(x=_across("share"), y=alt.value("height"), text="words:N")
    )
