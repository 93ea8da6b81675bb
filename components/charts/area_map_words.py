"""The words on a map: names of areas, signs where a value is absent and what the signs mean."""

from __future__ import annotations

from typing import Any

import altair as alt

from components.charts.look import Layer, Look, chart

# Side of the square that the map is drawn in.
SIDE = "min(width, height)"


def _at_label(look: Look, areas: Layer, colour: Any) -> Layer:
    return areas.mark_text(
        fontSize=look.size(10.5),
        color=colour,
        aria=False,
        lineBreak=" ",
        lineHeight=look.size(11),
        x=alt.ExprRef(f"width / 2 + datum.label_x * {SIDE} / 2"),
        y=alt.ExprRef(
            f"height / 2 + datum.label_y * {SIDE} / 2"
            f" - (length(split(datum.words, ' ')) - 1) * {look.size(5.5)}"
        ),
    ).encode(text="words:N")


def names(look: Look) -> Layer:
    """Names on the areas, in whichever of text and page stands out from the fill."""
    named = chart().transform_filter("datum.is_valued").transform_calculate(words="datum.area_name")
    light, dark = sorted([look.palette.page, look.palette.text], key=_luminance, reverse=True)
    contrast = f"luminance(scale('fill', datum.span)) < 0.2 ? '{light}' : '{dark}'"
    return _at_label(look, named, alt.ExprRef(contrast))


def _luminance(colour: str) -> int:
    return sum(bytes.fromhex(colour[1:]))


def absences(look: Look) -> list[Layer]:
    """Signs on the areas without a value and, only where there are any, what the signs mean."""
    absent = chart().transform_filter("!datum.is_valued")
    signs = absent.transform_calculate(words="datum.value_note == 'suppressed' ? '✕' : '–'")
    meaning = (
        absent.transform_aggregate(areas="count()")
        .transform_filter("datum.areas > 0")
        .mark_text(
            text="✕ suppressed   – no data",
            align="left",
            baseline="bottom",
            color=look.palette.muted,
            fontSize=look.size(11.5),
        )
        .encode(x=alt.value(0), y=alt.value("height"))
    )
    return [_at_label(look, signs, look.palette.text), meaning]
