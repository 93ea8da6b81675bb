"""How people answered each statement: bars parted at the middle, favourable to the right."""

from __future__ import annotations

import json
from collections.abc import Mapping

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed

# Each tone with the meaning of its colour and its words.
TONES = {
    "most_unfavourable": ("concern", "Most unfavourable"),
    "unfavourable": ("concern", "Unfavourable"),
    "middle": ("absent", "In the middle"),
    "favourable": ("improvement", "Favourable"),
    "most_favourable": ("improvement", "Most favourable"),
}
# Beside them where the answers of a side are told together.
TOGETHER = {
    "all_unfavourable": ("concern", "Unfavourable together"),
    "all_favourable": ("improvement", "Favourable together"),
}
FULL = ("most_unfavourable", "middle", "most_favourable")
PALE, BETWEEN, FEWEST_PIXELS = 0.42, 0.66, 24
IN_ORDER = alt.EncodingSortField("place", op="min")
# From here on there is room for a statement on one line.
NARROW = "containerSize()[0] < 560"


def statements(*, is_merged: bool = False) -> Drawing:
    """Drawing of a bar a statement, split by answer; a row is one answer to one statement.

    Rows: item_id, place (its order), line (the statement), line_1 and line_2 (the same in two) and
    words (its score and what else is to be said), these four empty but in its first row; tone (of
    TONES, with is_merged also of TOGETHER, or null where no answer is shown), from and to
    (percentages from the middle, unfavourable below nought), percentage, answers, answer (in
    words), spoken.
    """
    return drawing(_statements, is_merged=is_merged)


def _statements(look: Look, *, is_merged: bool) -> Layer:
    base = chart().encode(
        y=alt.Y("item_id:N", sort=IN_ORDER, title=None, axis=None, scale=alt.Scale(padding=0)),
        description="spoken:N",
    )
    shown = base.transform_filter("isValid(datum.tone)")
    first, second = f"{NARROW} ? datum.line_1 : ''", f"{NARROW} ? datum.line_2 : datum.line"
    layers = [
        _zero(look, base),
        _bars(look, shown, is_merged=is_merged),
        _percentages(look, shown),
        _line(look, base, first, -28),
        _line(look, base, second, -11),
        _words(look, base),
    ]
    return listed(look, layers, 82)


def _bars(look: Look, shown: Layer, *, is_merged: bool) -> Layer:
    return shown.mark_bar(
        height=look.size(24),
        yOffset=look.size(22),
        stroke=look.palette.page,
        strokeWidth=1.5,
        fillOpacity=alt.ExprRef(_fullness("tone")),
    ).encode(
        x=alt.X("from:Q", axis=None, scale=alt.Scale(nice=False)),
        x2="to:Q",
        color=_tones(look, TONES | TOGETHER if is_merged else TONES),
        tooltip=[
            alt.Tooltip("answer:N", title="Answer"),
            alt.Tooltip("percentage:Q", title="Share", format=".0f"),
            alt.Tooltip("answers:Q", title="People"),
        ],
    )


def _fullness(field: str) -> str:
    between = f"indexof({json.dumps([*TOGETHER])}, datum.{field}) < 0 ? {PALE} : {BETWEEN}"
    return f"indexof({json.dumps(FULL)}, datum.{field}) < 0 ? ({between}) : 1"


def _tones(look: Look, tones: Mapping[str, tuple[str, str]]) -> alt.Color:
    labels = {tone: words for tone, (_, words) in tones.items()}
    legend = alt.Legend(
        title=None,
        orient="top",
        symbolType="square",
        symbolStrokeWidth=0,
        symbolSize=look.size(130),
        symbolOpacity=alt.ExprRef(_fullness("value")),
        columns=alt.ExprRef(f"max(1, floor(containerSize()[0] / {look.size(150)}))"),
        labelLimit=0,
        labelExpr=f"({json.dumps(labels)})[datum.label]",
        labelColor=look.palette.text,
    )
    colours = [getattr(look.palette, colour) for colour, _ in tones.values()]
    return alt.Color("tone:N", legend=legend, scale=alt.Scale(domain=list(tones), range=colours))


def _percentages(look: Look, shown: Layer) -> Layer:
    room = f"(datum.to - datum.from) / (datum.right - datum.left) * width > {FEWEST_PIXELS}"
    strong = {
        "test": "indexof(datum.tone, 'most_') == 0",
        "value": look.palette.page,
    }
    return (
        shown.transform_joinaggregate(left="min(from)", right="max(to)")
        .transform_calculate(
            centre="(datum.from + datum.to) / 2",
            share=f"{room} ? format(datum.percentage, '.0f') + '%' : ''",
        )
        .mark_text(fontSize=look.size(11.5), yOffset=look.size(22), aria=False)
        .encode(
            x="centre:Q",
            text="share:N",
            color=alt.ColorValue(look.palette.text, condition=strong),
            tooltip=alt.value(None),
        )
    )


def _zero(look: Look, base: Layer) -> Layer:
    """The middle of the middle answer, behind the bars."""
    return (
        base.transform_filter("datum.words != ''")
        .transform_calculate(zero="0")
        .mark_tick(
            color=look.palette.comparator,
            height=look.size(36),
            thickness=look.size(1.2),
            yOffset=look.size(22),
            aria=False,
        )
        .encode(x=alt.X("zero:Q", axis=None), tooltip=alt.value(None))
    )


def _line(look: Look, base: Layer, line: str, down: int) -> Layer:
    """One line of the statement, above its bar."""
    return (
        base.transform_calculate(told=line)
        .mark_text(
            align="left",
            dy=look.size(down),
            fontSize=look.size(12.5),
            color=look.palette.text,
            aria=False,
        )
        .encode(x=alt.value(0), text="told:N", tooltip=alt.value(None))
    )


def _words(look: Look, base: Layer) -> Layer:
    """The score in the second line of the statement, to the right."""
    return base.mark_text(
        align="right",
        dy=look.size(-11),
        fontSize=look.size(11.5),
        color=look.palette.muted,
        aria=False,
    ).encode(x=alt.value("width"), text="words:N", tooltip=alt.value(None))
