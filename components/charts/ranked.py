"""One bar an area, ranked, with intervals, the parent's value as a line, and what differs."""

from __future__ import annotations

import altair as alt

from components import theme
from components.charts.look import Drawing, Layer, Look, chart, drawing, number, tick
from components.charts.parts import (
    AREA,
    LIMITS,
    absent,
    keyed,
    listed,
    name_axis,
    reference_line,
    tooltips,
)


def ranked(
    unit: str,
    *,
    decimals: int = 1,
    has_limits: bool = True,
    has_comparison: bool = False,
    parent: str | None = None,
    is_selectable: bool = False,
) -> Drawing:
    """Drawing of ranked bars; a row is one area in one period.

    Rows: area_code, area_name, value, lower_limit, upper_limit, role ('this' is highlighted),
    value_note and, when `parent` names it, parent_value. With has_comparison: comparison, and in
    words sign (short, with its shape) and judgement. An area without a value keeps its place at
    the foot and says why. With is_selectable a click selects `area_code` in the parameter `pick`.
    """
    return drawing(
        _ranked,
        unit=unit,
        decimals=decimals,
        has_limits=has_limits,
        has_comparison=has_comparison,
        parent=parent,
        is_selectable=is_selectable,
    )


def _ranked(
    look: Look,
    *,
    unit: str,
    decimals: int,
    has_limits: bool,
    has_comparison: bool,
    parent: str | None,
    is_selectable: bool,
) -> Layer:
    sort = alt.EncodingSortField("value", op="max", order="descending")
    base = (
        keyed(chart())
        .transform_calculate(spoken=_spoken(decimals))
        .encode(y=name_axis(look, AREA, 170, sort=sort), description="spoken:N")
    )
    told = _told(unit, has_limits, has_comparison)
    bars = _bars(look, base, unit, decimals).encode(tooltip=tooltips(told, decimals))
    if is_selectable:
        bars = bars.add_params(alt.selection_point(name="pick", fields=["area_code"]))
    layers = [
        bars,
        *([_intervals(look, base)] if has_limits else ()),
        *(reference_line(look, "parent_value", parent) if parent else ()),
        _values(look, base, decimals),
        *([_signs(look, base)] if has_comparison else ()),
        absent(look, base),
    ]
    return listed(look, layers, 22)


def _told(unit: str, has_limits: bool, has_comparison: bool) -> dict[str, str]:
    return {
        "area_name:N": "Area",
        "value:Q": unit,
        **(LIMITS if has_limits else {}),
        **({"judgement:N": "Against the whole"} if has_comparison else {}),
    }


def _spoken(decimals: int) -> str:
    """Expression for what a screen reader says of a bar: area, value, how it stands."""
    value = f"datum.area_name + ': ' + format(datum.value, '{number(decimals)}')"
    judged = f"{value} + (isValid(datum.judgement) ? ', ' + datum.judgement : '')"
    return f"isValid(datum.value) ? {judged} : datum.area_name"


def _bars(look: Look, base: Layer, unit: str, decimals: int) -> Layer:
    return base.mark_bar(height={"band": 0.72}).encode(
        x=alt.X(
            "value:Q",
            title=unit,
            axis=alt.Axis(format=tick(decimals), tickCount=5, grid=True, domain=False),
        ),
        color=alt.ColorValue(
            look.palette.bar,
            condition={"test": "datum.role == 'this'", "value": look.palette.highlight},
        ),
    )


def _intervals(look: Look, base: Layer) -> Layer:
    return base.mark_rule(
        color=look.palette.text, opacity=0.7, strokeWidth=look.size(1.4), aria=False
    ).encode(x="lower_limit:Q", x2="upper_limit:Q")


def _values(look: Look, base: Layer, decimals: int) -> Layer:
    """Values in a column beside the bars, where no interval or line can cut them."""
    return (
        base.transform_filter("isValid(datum.value)")
        .transform_calculate(words=f"format(datum.value, '{number(decimals)}')")
        .mark_text(align="right", dx=look.size(52), fontSize=look.size(11.5), aria=False)
        .encode(x=alt.value("width"), text="words:N")
    )


def _signs(look: Look, base: Layer) -> Layer:
    """How each area stands to the whole: shape, word and colour, in a column after the values."""
    tones = {word: getattr(look.palette, mark.colour) for word, mark in theme.COMPARISONS.items()}
    return (
        base.transform_filter("isValid(datum.sign)")
        .mark_text(align="left", dx=look.size(62), fontSize=look.size(11.5), aria=False)
        .encode(
            x=alt.value("width"),
            text="sign:N",
            color=alt.Color(
                "comparison:N",
                scale=alt.Scale(domain=list(tones), range=list(tones.values())),
                legend=None,
            ),
        )
    )
