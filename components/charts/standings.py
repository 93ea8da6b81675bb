"""How organisations and groups of people score a question: a dot with its interval each."""

from __future__ import annotations

import json

import altair as alt

from components import theme
from components.charts.kinds import headings, kind_axis
from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed, reference_line, tooltips

NARROW = "containerSize()[0] < 420"


def standings(unit: str, *, parent: str = "Everyone") -> Drawing:
    """Drawing of dots with intervals; a row is one organisation or group.

    Rows: name (kind and name, a bar between), place (its order), value, lower_limit, upper_limit,
    parent_value (of everyone), stands_out (of theme.STANDINGS, or null), called and standing (in
    words), spoken, words (why there is no value). Table beside them: `headings` (name, place), one
    for each kind.
    """
    return drawing(_standings, unit=unit, parent=parent)


def _standings(look: Look, *, unit: str, parent: str) -> Layer:
    base = chart().encode(y=_names(look), description="spoken:N")
    valued = base.transform_filter("isValid(datum.value)")
    limits = valued.mark_rule(opacity=0.5, strokeWidth=look.size(3), aria=False).encode(
        x="lower_limit:Q", x2="upper_limit:Q", color=_tones(look)
    )
    layers = [
        *reference_line(look, "parent_value", parent),
        limits,
        _dots(look, valued, unit),
        _values(look, valued),
        _words(look, base),
        headings(_names(look)),
    ]
    return listed(look, layers, 25)


def _names(look: Look) -> alt.Y:
    return kind_axis(look, is_narrow=NARROW, limits=(130, 220))


def _tones(look: Look) -> alt.ColorValue:
    sides = [
        {
            "test": f"datum.stands_out == '{side}'",
            "value": getattr(look.palette, theme.STANDINGS[side].colour),
        }
        for side in ("above", "below")
    ]
    return alt.ColorValue(look.palette.neutral, condition=sides)


def _dots(look: Look, valued: Layer, unit: str) -> Layer:
    told = {
        "called:N": "Who",
        "value:Q": unit,
        "lower_limit:Q": "95% lower",
        "upper_limit:Q": "95% upper",
        "standing:N": "Against everyone else",
    }
    return valued.mark_point(filled=True, opacity=1, size=look.size(85)).encode(
        x=alt.X(
            "value:Q",
            title=unit,
            scale=alt.Scale(zero=False, nice=True, padding=10),
            axis=alt.Axis(format=".0f", tickCount=5, grid=True),
        ),
        color=_tones(look),
        tooltip=tooltips(told, 1),
    )


def _values(look: Look, valued: Layer) -> Layer:
    """Values in a column beside the dots, with the mark of who stands out."""
    glyphs = {side: theme.STANDINGS[side].glyph for side in ("above", "below")}
    mark = f"({json.dumps(glyphs, ensure_ascii=False)})[datum.stands_out]"
    sign = f"(isValid({mark}) ? ' ' + {mark} : '')"
    return (
        valued.transform_calculate(number=f"format(datum.value, '.0f') + {sign}")
        .mark_text(align="left", dx=look.size(8), fontSize=look.size(11.5), aria=False)
        .encode(x=alt.value("width"), text="number:N", color=_tones(look), tooltip=alt.value(None))
    )


def _words(look: Look, base: Layer) -> Layer:
    return (
        base.transform_filter("!isValid(datum.value)")
        .mark_text(align="left", dx=4, fontSize=look.size(11.5), color=look.palette.muted)
        .encode(x=alt.value(0), text="words:N", tooltip=alt.value(None))
    )
