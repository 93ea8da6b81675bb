"""What stands behind a value: its numerator and its denominator, on scales of their own."""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Layer, Look, chart, drawing
from components.charts.parts import FIT_WIDTH


def numerator_denominator(
    numerator: str = "Numerator", denominator: str = "Denominator"
) -> Drawing:
    """Drawing of two panels, one above the other; a row is one period.

    Rows: period_end, period_label, numerator, denominator. The arguments are the definition
    sheet's words for the two.
    """
    return drawing(_panels, numerator=_started(numerator), denominator=_started(denominator))


def _started(words: str) -> str:
    return words[:1].upper() + words[1:]


def _panels(look: Look, *, numerator: str, denominator: str) -> Layer:
    upper = _panel(look, "numerator", numerator, look.palette.highlight)
    lower = _panel(look, "denominator", denominator, look.palette.comparator)
    return alt.vconcat(upper, lower, data=alt.NamedData(ROWS), spacing=14, autosize=FIT_WIDTH)


def _panel(look: Look, column: str, words: str, colour: str) -> Layer:
    return (
        chart(title=_title(look, words))
        .mark_bar(color=colour, width={"band": 0.7})
        .encode(
            x=alt.X(
                "period_label:O",
                sort=alt.EncodingSortField("period_end", op="min"),
                title=None,
                axis=alt.Axis(labels=column == "denominator", labelAngle=0, labelOverlap="parity"),
            ),
            y=alt.Y(
                f"{column}:Q",
                title=None,
                axis=alt.Axis(format=",~r", tickCount=3, minExtent=look.size(52)),
            ),
            tooltip=[
                alt.Tooltip("period_label:O", title="Period"),
                alt.Tooltip(f"{column}:Q", title=words, format=",.0f"),
            ],
        )
        .properties(height=look.size(84), width="container")
    )


def _title(look: Look, words: str) -> alt.TitleParams:
    return alt.TitleParams(
        words,
        anchor="start",
        frame="group",
        fontSize=look.size(12),
        fontWeight="normal",
        color=look.palette.muted,
        limit=look.size(420),
        offset=6,
    )
