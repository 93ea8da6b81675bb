"""How groups of people differ from the total: one dot with its interval a group."""

from __future__ import annotations

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing, tick
from components.charts.parts import LIMITS, absent, listed, name_axis, reference_line, tooltips


def breakdown(
    unit: str, *, decimals: int = 1, has_limits: bool = True, total: str = "Everyone"
) -> Drawing:
    """Drawing of a dot plot; a row is one group of one breakdown in one period.

    Rows: breakdown (in words, in reading order), value, lower_limit, upper_limit, total_value,
    value_note. `total` names the line at total_value.
    """
    return drawing(_breakdown, unit=unit, decimals=decimals, has_limits=has_limits, total=total)


def _breakdown(look: Look, *, unit: str, decimals: int, has_limits: bool, total: str) -> Layer:
    base = chart().encode(y=name_axis(look, "breakdown", 190, has_grid=True))
    told = {"breakdown:N": "Group", "value:Q": unit, **(LIMITS if has_limits else {})}
    dots = base.mark_point(
        filled=True, size=look.size(95), color=look.palette.highlight, opacity=1
    ).encode(
        x=alt.X(
            "value:Q",
            title=unit,
            scale=alt.Scale(zero=False, nice=True, padding=12),
            axis=alt.Axis(format=tick(decimals), tickCount=5, grid=False),
        ),
        tooltip=tooltips(told, decimals),
    )
    limits = base.mark_rule(
        color=look.palette.highlight, strokeWidth=look.size(3), opacity=0.4, aria=False
    ).encode(x="lower_limit:Q", x2="upper_limit:Q")
    layers = [
        *reference_line(look, "total_value", total),
        *([limits] if has_limits else ()),
        dots,
        absent(look, base),
    ]
    return listed(look, layers, 30)
