"""The gap between actual and expected, with what the same sum finds elsewhere faint behind it."""

from __future__ import annotations

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import framed, tooltips, value_axis
from components.charts.trend_words import dated, periods


def gaps(unit: str, *, decimals: int = 1, has_behind: bool = True, height: int = 300) -> Drawing:
    """Drawing of gaps; a row is one line in one period.

    Rows: line ('gap' for the claim's own, 'behind' for a faint one), name, period_end,
    period_label, value. Tables beside them: `events` (event_date, title), the start; `mean`
    (period_end, effect, lower_limit, upper_limit), the mean effect from the start on.
    """
    return drawing(_gaps, unit=unit, decimals=decimals, has_behind=has_behind, height=height)


def _gaps(look: Look, *, unit: str, decimals: int, has_behind: bool, height: int) -> Layer:
    x = alt.X("period_end:T", axis=alt.Axis(labels=False, title=None))
    base = chart().encode(x=x)
    y = alt.Y("value:Q", scale=alt.Scale(nice=True), axis=value_axis(unit, decimals))
    layers = [
        *dated(look, "events", "event_date", "title"),
        *([_behind(look, base, y)] if has_behind else ()),
        *_mean(look, chart(alt.NamedData("mean")).encode(x=x)),
        _nought(look),
        *_own(look, base, y, unit, decimals),
        periods(look),
    ]
    return framed(look, layers, height)


def _behind(look: Look, base: Layer, y: alt.Y) -> Layer:
    return (
        base.transform_filter("datum.line == 'behind'")
        .mark_line(
            color=look.palette.comparator, strokeWidth=look.size(0.8), opacity=0.35, aria=False
        )
        .encode(y=y, detail="name:N")
    )


def _mean(look: Look, mean: Layer) -> list[Layer]:
    """The mean effect with its interval."""
    colour = look.palette.caution
    return [
        mean.mark_area(color=colour, opacity=0.2, aria=False).encode(
            y="lower_limit:Q", y2="upper_limit:Q"
        ),
        mean.mark_line(
            color=colour, strokeWidth=look.size(2), strokeDash=[6, 3], aria=False
        ).encode(y="effect:Q"),
    ]


def _nought(look: Look) -> Layer:
    return (
        chart()
        .transform_aggregate(rows="count()")
        .transform_calculate(nought="0")
        .mark_rule(color=look.palette.parent, strokeWidth=look.size(1.2), aria=False)
        .encode(y="nought:Q")
    )


def _own(look: Look, base: Layer, y: alt.Y, unit: str, decimals: int) -> list[Layer]:
    told = {"name:N": "Line", "period_label:N": "Period", "value:Q": unit or "Gap"}
    own = base.transform_filter("datum.line == 'gap'")
    return [
        own.mark_line(color=look.palette.highlight, strokeWidth=look.size(2.2), aria=False).encode(
            y=y
        ),
        own.transform_calculate(
            spoken=f"datum.period_label + ': ' + format(datum.value, '+,.{decimals}f')"
        )
        .mark_point(filled=True, opacity=1, size=look.size(14), color=look.palette.highlight)
        .encode(y="value:Q", tooltip=tooltips(told, decimals), description="spoken:N"),
    ]
