"""A grid of numbers: shade says how much, a mark says who stands out, words why a cell is empty."""

from __future__ import annotations

import json

import altair as alt

from components import theme
from components.charts.kinds import headings, kind_axis
from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed

# A page narrower than this has room for numbers and their marks, and none for words.
NARROW = "containerSize()[0] < 560"
# Height of a line in the name of a column, and how full cells are: numbers stay easy to read.
LINE, FULL = 13, 0.5
LETTER, LONGEST = 6.2, 220  # pixels of one letter of a name, and of the longest that is shown whole


def grid(
    steps: tuple[int, ...], *, suffix: str = "", step: int = 28, lines: int = 1, letters: int = 4
) -> Drawing:
    """Drawing of a grid; a row is one cell.

    Rows: name (kind and name, a bar between), place (its order), column (in reading order, its
    lines apart by line breaks), value, words (why there is none), sign (above, below or null) and
    spoken. Table beside them: `headings` (name, place), one for each kind. `steps` are the four
    values at which the shade changes; they do not follow the data, so that grids can be compared.
    `suffix` follows each of them; `lines` and `letters` are the most that the name of a column
    has; where a page is too narrow for them, names stand upright.
    """
    return drawing(_grid, steps=steps, suffix=suffix, step=step, lines=lines, letters=letters)


def _grid(
    look: Look, *, steps: tuple[int, ...], suffix: str, step: int, lines: int, letters: int
) -> Layer:
    base = chart().encode(x=_columns(look, lines, letters), y=_names(look), description="spoken:N")
    layers = [
        _cells(look, base, steps, suffix),
        _outlines(look, base),
        _numbers(look, base),
        _words(look, base),
        headings(_names(look)),
    ]
    return listed(look, layers, step)


def _columns(look: Look, lines: int, letters: int) -> alt.X:
    is_upright = f"{NARROW} && {look.size(LETTER * letters)} > bandwidth('x')"
    return alt.X(
        "column:N",
        sort=None,
        title=None,
        axis=alt.Axis(
            orient="top",
            labelAngle=alt.ExprRef(f"{is_upright} ? -90 : 0"),
            labelAlign=alt.ExprRef(f"{is_upright} ? 'left' : 'center'"),
            labelBaseline=alt.ExprRef(f"{is_upright} ? 'middle' : 'alphabetic'"),
            labelExpr=f"{NARROW} ? replace(datum.label, /\\n/g, ' ') : split(datum.label, '\\n')",
            labelLimit=alt.ExprRef(f"{NARROW} ? {look.size(LONGEST)} : 0"),
            labelColor=look.palette.text,
            labelOverlap=False,
            # The last line stands next to the cells; a narrow page has one.
            labelPadding=alt.ExprRef(
                f"{NARROW} ? {look.size(5)} : {look.size(5 + LINE * (lines - 1))}"
            ),
            labelLineHeight=look.size(LINE),
            domain=False,
        ),
        scale=alt.Scale(paddingInner=0, paddingOuter=0),
    )


def _names(look: Look) -> alt.Y:
    nothing = {"paddingInner": 0, "paddingOuter": 0}
    return kind_axis(look, is_narrow=NARROW, limits=(118, 260), **nothing)


def _cells(look: Look, base: Layer, steps: tuple[int, ...], suffix: str) -> Layer:
    shade = " : ".join(f"datum.value < {limit} ? {place}" for place, limit in enumerate(steps))
    return (
        base.transform_filter("isValid(datum.value)")
        .transform_calculate(shade=f"{shade} : {len(steps)}")
        .mark_rect(stroke=look.palette.page, strokeWidth=2, fillOpacity=FULL)
        .encode(color=_shades(look, steps, suffix), tooltip=alt.Tooltip("spoken:N", title=" "))
    )


def _shades(look: Look, steps: tuple[int, ...], suffix: str) -> alt.Color:
    between = zip(steps, steps[1:], strict=False)
    labels = [
        f"under {steps[0]}{suffix}",
        *(f"{low} to {high}{suffix}" for low, high in between),
        f"{steps[-1]}{suffix} or more",
    ]
    legend = alt.Legend(
        title=None,
        orient="bottom",
        symbolType="square",
        symbolStrokeWidth=0,
        symbolOpacity=FULL,
        symbolSize=look.size(130),
        columns=alt.ExprRef(f"max(1, floor(containerSize()[0] / {look.size(125)}))"),
        labelExpr=f"({json.dumps(labels)})[+datum.label]",
        labelColor=look.palette.text,
    )
    scale = alt.Scale(domain=list(range(len(labels))), range=list(look.palette.sequence))
    return alt.Color("shade:O", scale=scale, legend=legend)


def _outlines(look: Look, base: Layer) -> Layer:
    """A frame round who stands out, in the colour of the side they stand on."""
    return (
        base.transform_filter("isValid(datum.sign)")
        .mark_rect(fillOpacity=0, strokeWidth=look.size(2.2), aria=False)
        .encode(stroke=_sides(look))
    )


def _sides(look: Look) -> alt.Stroke:
    tones = {
        side: getattr(look.palette, theme.STANDINGS[side].colour) for side in ("above", "below")
    }
    scale = alt.Scale(domain=list(tones), range=list(tones.values()))
    return alt.Stroke("sign:N", scale=scale, legend=None)


def _numbers(look: Look, base: Layer) -> Layer:
    glyphs = {side: theme.STANDINGS[side].glyph for side in ("above", "below")}
    sign = (
        f"(isValid(datum.sign) ? ' ' + ({json.dumps(glyphs, ensure_ascii=False)})[datum.sign] : '')"
    )
    return (
        base.transform_filter("isValid(datum.value)")
        .transform_calculate(number=f"format(datum.value, '.0f') + {sign}")
        .mark_text(fontSize=look.size(12.5), aria=False)
        .encode(text="number:N", tooltip=alt.value(None))
    )


def _words(look: Look, base: Layer) -> Layer:
    return (
        base.transform_filter("!isValid(datum.value)")
        .transform_calculate(short=f"{NARROW} ? '✕' : datum.words")
        .mark_text(fontSize=look.size(11), color=look.palette.muted)
        .encode(text="short:N", tooltip=alt.Tooltip("spoken:N", title=" "))
    )
