"""Scores round by round with their intervals: of five questions side by side, or of one alone."""

from __future__ import annotations

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import framed, tooltips, value_axis

ROOMY = 640  # pixels from which every score is written, and not only that of the chosen round


def round_scores(*, is_one: bool = False, height: int = 250) -> Drawing:
    """Drawing of dots with intervals, joined within a question; a row is one round of one question.

    Rows: dimension (its lines apart by line breaks, in reading order), title of the round (oldest
    first), score, lower_limit, upper_limit, is_chosen, moved (in words). With is_one the rounds lie
    along the axis, else the questions do, each with its rounds from left to right.
    """
    return drawing(_round_scores, is_one=is_one, height=height)


def _round_scores(look: Look, *, is_one: bool, height: int) -> Layer:
    base = (
        chart()
        .transform_calculate(spoken=_spoken())
        .encode(**_across(look, is_one=is_one), detail="dimension:N", description="spoken:N")
    )
    y = alt.Y(
        "score:Q",
        scale=alt.Scale(zero=False, nice=True, padding=8),
        axis=value_axis("Score, from 0 to 100", 0),
    )
    valued = base.transform_filter("isValid(datum.score)")
    line = valued.mark_line(color=look.palette.bar, strokeWidth=look.size(1.4), aria=False).encode(
        y=y
    )
    limits = (
        valued.transform_filter("isValid(datum.lower_limit)")
        .mark_rule(opacity=0.55, strokeWidth=look.size(3), aria=False)
        .encode(y="lower_limit:Q", y2="upper_limit:Q", color=_tone(look))
    )
    layers = [
        line,
        limits,
        _dots(look, valued, y),
        _values(look, valued, is_one),
        _none(look, base),
    ]
    return framed(look, layers, height)


def _across(look: Look, *, is_one: bool) -> dict[str, alt.X | alt.XOffset]:
    axis = alt.Axis(
        labelAngle=0,
        labelColor=look.palette.text,
        labelExpr="split(datum.label, '\\n')",
        labelOverlap=False,
        labelFontSize=look.size(11.5),
    )
    if is_one:
        return {"x": alt.X("title:N", sort=None, title=None, axis=axis)}
    return {
        "x": alt.X("dimension:N", sort=None, title=None, axis=axis),
        "xOffset": alt.XOffset("title:N", sort=None),
    }


def _tone(look: Look) -> alt.ColorValue:
    chosen = {"test": "datum.is_chosen", "value": look.palette.highlight}
    return alt.ColorValue(look.palette.bar, condition=chosen)


def _dots(look: Look, valued: Layer, y: alt.Y) -> Layer:
    told = {
        "dimension:N": "Question",
        "title:N": "Round",
        "score:Q": "Score",
        "lower_limit:Q": "95% lower",
        "upper_limit:Q": "95% upper",
        "moved:N": "Since the round before",
    }
    size = {"test": "datum.is_chosen", "value": look.size(110)}
    return valued.mark_point(filled=True, opacity=1).encode(
        y=y,
        color=_tone(look),
        size=alt.SizeValue(look.size(50), condition=size),
        tooltip=tooltips(told, 1),
    )


def _values(look: Look, valued: Layer, is_one: bool) -> Layer:
    weight = "datum.is_chosen ? 'bold' : 'normal'"
    shown = valued if is_one else valued.transform_filter(f"datum.is_chosen || width > {ROOMY}")
    return (
        shown.transform_calculate(
            words="format(datum.score, '.0f')",
            top="isValid(datum.upper_limit) ? datum.upper_limit : datum.score",
        )
        .mark_text(
            dy=look.size(-9),
            fontSize=look.size(12),
            fontWeight=alt.ExprRef(weight),
            color=look.palette.text,
            aria=False,
        )
        .encode(y="top:Q", text="words:N")
    )


def _none(look: Look, base: Layer) -> Layer:
    """A cross at the foot where a round has no score to show."""
    return (
        base.transform_filter("!isValid(datum.score)")
        .mark_text(text="✕", dy=look.size(-8), color=look.palette.muted, fontSize=look.size(12))
        .encode(y=alt.value("height"))
    )


def _spoken() -> str:
    name = "replace(datum.dimension, /\\n/g, ' ') + ', ' + datum.title"
    score = "format(datum.score, '.0f')"
    return f"{name} + ': ' + (isValid(datum.score) ? {score} : 'not enough answers to show')"
