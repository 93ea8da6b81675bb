"""What was, beside what would have been expected without the initiative, with its start marked."""

from __future__ import annotations

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import framed, tooltips, value_axis
from components.charts.trend_words import dated, periods

# Columns drawn as lines: the meaning of the colour, dash and width.
LINES: dict[str, tuple[str, list[int], float]] = {
    "actual": ("highlight", [1, 0], 2.4),
    "expected": ("caution", [6, 3], 2.0),
    "beside": ("comparator", [2, 3], 1.4),
}


def counterfactual(
    unit: str, *, decimals: int = 1, has_expected: bool = True, height: int = 300
) -> Drawing:
    """Drawing of actual against expected; a row is one period.

    Rows: period_end, period_label, actual, expected, beside (a third line, or null), is_after.
    Tables beside them: `events` (event_date, title), the start; `line_ends` (name, at, period_end,
    line), what is written at which end. Between the two lines it is shaded from the start on.
    """
    return drawing(
        _counterfactual, unit=unit, decimals=decimals, has_expected=has_expected, height=height
    )


def _counterfactual(
    look: Look, *, unit: str, decimals: int, has_expected: bool, height: int
) -> Layer:
    base = chart().encode(x=alt.X("period_end:T", axis=alt.Axis(labels=False, title=None)))
    y = alt.Y("actual:Q", scale=alt.Scale(zero=False, nice=True), axis=value_axis(unit, decimals))
    lines = LINES if has_expected else {"actual": LINES["actual"]}
    layers = [
        *dated(look, "events", "event_date", "title"),
        *([_between(look, base)] if has_expected else ()),
        *(_line(look, base, column, y) for column in reversed(lines)),
        _points(look, base, unit, decimals, has_expected=has_expected),
        _ends(look),
        periods(look),
    ]
    return framed(look, layers, height)


def _between(look: Look, base: Layer) -> Layer:
    return (
        base.transform_filter("datum.is_after")
        .mark_area(color=look.palette.highlight, opacity=0.16, aria=False)
        .encode(y="actual:Q", y2="expected:Q")
    )


def _line(look: Look, base: Layer, column: str, y: alt.Y) -> Layer:
    colour, dash, width = LINES[column]
    encoded = y if column == "actual" else alt.Y(f"{column}:Q")
    return base.mark_line(
        color=getattr(look.palette, colour),
        strokeDash=dash,
        strokeWidth=look.size(width),
        aria=False,
    ).encode(y=encoded)


def _points(look: Look, base: Layer, unit: str, decimals: int, *, has_expected: bool) -> Layer:
    """Small points of the area itself, which say both values."""
    told = {
        "period_label:N": "Period",
        "actual:Q": f"Actual, {unit}" if unit else "Actual",
        **({"expected:Q": "Expected without it"} if has_expected else {}),
    }
    return (
        base.transform_filter("isValid(datum.actual)")
        .transform_calculate(
            spoken=f"datum.period_label + ': ' + format(datum.actual, ',.{decimals}f')"
        )
        .mark_point(filled=True, opacity=1, size=look.size(16), color=look.palette.highlight)
        .encode(y="actual:Q", tooltip=tooltips(told, decimals), description="spoken:N")
    )


def _ends(look: Look) -> Layer:
    tones = {line: getattr(look.palette, colour) for line, (colour, *_) in LINES.items()}
    return (
        chart(alt.NamedData("line_ends"))
        .mark_text(align="left", dx=look.size(7), fontSize=look.size(12), lineBreak="\n")
        .encode(
            x="period_end:T",
            y="at:Q",
            text="name:N",
            color=alt.Color(
                "line:N",
                legend=None,
                scale=alt.Scale(domain=list(tones), range=list(tones.values())),
            ),
        )
    )
