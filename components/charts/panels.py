"""What stands behind a value: its numerator and its denominator over time, on scales of their own."""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Look, drawing


def numerator_denominator(
    numerator: str = "Numerator", denominator: str = "Denominator"
) -> Drawing:
    """Drawing of two panels, one above the other; a row is one period.

    Rows: period_end, period_label, numerator, denominator. The arguments are the definition
    sheet's words for the two.
    """
    return drawing(_panels, numerator=numerator, denominator=denominator)


def _panels(look: Look, numerator: str, denominator: str) -> alt.VConcatChart:
    return alt.vconcat(
        _panel(look, "numerator", numerator, look.palette.highlight, has_periods=False),
        _panel(look, "denominator", denominator, look.palette.comparator, has_periods=True),
        data=alt.NamedData(ROWS),
        spacing=18,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def _panel(look: Look, column: str, words: str, colour: str, has_periods: bool) -> alt.Chart:
    return (
        alt.Chart(
            title=alt.TitleParams(
                words,
                anchor="start",
                fontSize=look.size(12),
                fontWeight="normal",
                color=look.palette.muted,
                limit=look.size(520),
            )
        )
        .mark_bar(color=colour, width={"band": 0.7})
        .encode(
            x=alt.X(
                "period_label:O",
                sort=alt.EncodingSortField("period_end", op="min"),
                title=None,
                axis=alt.Axis(labels=has_periods, labelAngle=0, labelOverlap="parity"),
            ),
            y=alt.Y(f"{column}:Q", title=None, axis=alt.Axis(format=",.0f", tickCount=3)),
            tooltip=[
                alt.Tooltip("period_label:O", title="Period"),
                alt.Tooltip(f"{column}:Q", title=words, format=",.0f"),
            ],
        )
        .properties(height=look.size(84), width="container")
    )
