"""Where one indicator is heading: its past, the methods' lines ahead, ranges round the first."""

from __future__ import annotations

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import framed, tooltips, value_axis
from components.charts.trend_words import periods

# Dash and shape of each method, so that lines are told apart without their colour.
STYLES: dict[str, tuple[list[int], str]] = {
    "straight_line": ([7, 4], "circle"),
    "random_walk_with_drift": ([2, 3], "diamond"),
    "smoothed_trend": ([10, 3, 2, 3], "square"),
    "smoothed_damped": ([4, 2], "triangle-up"),
    "smoothed_seasons": ([7, 4], "circle"),
    "last_year_again": ([2, 3], "diamond"),
}
RANGES = {95: 0.13, 80: 0.2}


def outlook(unit: str, *, decimals: int = 1, height: int = 300) -> Drawing:
    """Drawing of a forecast; a row is one method in one period.

    Rows: method ('observed' or a forecast's), method_name, is_first, stretch (unbroken periods),
    period_end, period_label, value, mean, lower_80, upper_80, lower_95, upper_95. Tables beside
    them: `fan`, the rows ahead with the last value observed before each method's own, and
    `line_ends` (name, amount, at, since, period_end, tone), what is written where: a method's name,
    and the target, which gets a line since the last value.
    """
    return drawing(_outlook, unit=unit, decimals=decimals, height=height)


def _outlook(look: Look, *, unit: str, decimals: int, height: int) -> Layer:
    x = alt.X("period_end:T", axis=alt.Axis(labels=False, title=None))
    fan = chart(alt.NamedData("fan")).encode(x=x)
    layers = [
        *_ranges(look, fan),
        _target(look),
        *_observed(look, chart().encode(x=x), unit, decimals),
        *_lines(look, fan, unit, decimals),
        _names(look),
        periods(look),
    ]
    return framed(look, layers, height)


def _ranges(look: Look, fan: Layer) -> list[Layer]:
    return [
        fan.transform_filter("datum.is_first")
        .mark_area(color=look.palette.highlight, opacity=opacity, aria=False)
        .encode(y=f"lower_{level}:Q", y2=f"upper_{level}:Q")
        for level, opacity in RANGES.items()
    ]


def _target(look: Look) -> Layer:
    return (
        chart(alt.NamedData("line_ends"))
        .transform_filter("datum.tone == 'target'")
        .mark_rule(
            color=look.palette.target, strokeDash=[7, 3], strokeWidth=look.size(1.5), aria=False
        )
        .encode(x="since:T", x2="period_end", y="amount:Q")
    )


def _observed(look: Look, base: Layer, unit: str, decimals: int) -> list[Layer]:
    """The past, joined only where no period is missing between."""
    past = base.transform_filter("datum.method == 'observed'").encode(
        y=alt.Y("value:Q", scale=alt.Scale(zero=False, nice=True), axis=value_axis(unit, decimals))
    )
    told = {"period_label:N": "Period", "value:Q": unit}
    return [
        past.mark_line(color=look.palette.highlight, strokeWidth=look.size(2.4), aria=False).encode(
            detail="stretch:N"
        ),
        past.mark_point(
            filled=True, color=look.palette.highlight, opacity=1, size=look.size(40)
        ).encode(tooltip=tooltips(told, decimals)),
    ]


def _lines(look: Look, fan: Layer, unit: str, decimals: int) -> list[Layer]:
    """The methods' lines with a hollow point a period, for one period alone has no line."""
    told = {
        "method_name:N": "If it goes on by",
        "period_label:N": "Period",
        "mean:Q": unit,
        "lower_95:Q": "95% lower",
        "upper_95:Q": "95% upper",
    }
    means = fan.encode(
        y="mean:Q",
        color=alt.ColorValue(
            look.palette.comparator,
            condition={"test": "datum.is_first", "value": look.palette.highlight},
        ),
    )
    return [
        means.mark_line(strokeWidth=look.size(1.8), aria=False).encode(
            detail="method:N",
            strokeDash=alt.StrokeDash("method:N", legend=None, scale=_styles(0)),
        ),
        means.transform_filter("datum.method_name")
        .mark_point(opacity=1, size=look.size(34), strokeWidth=look.size(1.6))
        .encode(
            fill=alt.value(look.palette.page),
            shape=alt.Shape("method:N", legend=None, scale=_styles(1)),
            tooltip=tooltips(told, decimals),
        ),
    ]


def _styles(part: int) -> alt.Scale:
    """Scale from the methods to one part of their styles."""
    return alt.Scale(domain=list(STYLES), range=[style[part] for style in STYLES.values()])


def _names(look: Look) -> Layer:
    tones = {
        "first": look.palette.highlight,
        "other": look.palette.comparator,
        "target": look.palette.target,
    }
    return (
        chart(alt.NamedData("line_ends"))
        .mark_text(align="left", dx=look.size(9), fontSize=look.size(12))
        .encode(
            x="period_end:T",
            y="at:Q",
            text="name:N",
            color=alt.Color(
                "tone:N",
                legend=None,
                scale=alt.Scale(domain=list(tones), range=list(tones.values())),
            ),
        )
    )
