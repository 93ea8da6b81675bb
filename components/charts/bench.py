"""Trials on the bench: an indicator's own past, where it is heading, and what each trial asks."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import framed, tooltips, value_axis
from components.charts.series import PROCESS
from components.charts.trend_words import periods

# Colour, dash and shape of each trial, so that they are told apart without their colour.
TRIALS: Mapping[str, tuple[str, list[int], str]] = {
    "A": ("target", [1, 0], "diamond"),
    "B": ("event", [8, 4], "square"),
    "C": ("caution", [2, 3], "triangle-up"),
}
RANGES = {95: 0.1, 80: 0.16}


def bench(
    unit: str,
    *,
    decimals: int = 1,
    has_limits: bool = True,
    has_trials: bool = True,
    height: int = 380,
) -> Drawing:
    """Drawing of trials beside the past they stand on; a row is one period of the past or ahead.

    Rows: period_end, period_label, value, stretch (unbroken periods), mean, lower_limit,
    upper_limit, rebase_group, level_then (where the first trial would have stepped in), is_fired.
    Tables beside them: `trials` (trial, name, period_end, period_label, target, level, lower,
    upper; the baseline first, without a level), `fan` (period_end, mean, lower_80, upper_80,
    lower_95, upper_95) and `line_ends` (trial, or 'process'; name, at, period_end), what is written
    where.
    """
    return drawing(
        _bench,
        unit=unit,
        decimals=decimals,
        has_limits=has_limits,
        has_trials=has_trials,
        height=height,
    )


def _bench(
    look: Look, *, unit: str, decimals: int, has_limits: bool, has_trials: bool, height: int
) -> Layer:
    x = alt.X("period_end:T", axis=alt.Axis(labels=False, title=None))
    base, fan = chart().encode(x=x), chart(alt.NamedData("fan")).encode(x=x)
    trials = chart(alt.NamedData("trials")).encode(x=x)
    y = alt.Y("value:Q", scale=alt.Scale(zero=False, nice=True), axis=value_axis(unit, decimals))
    layers = [
        *(_heading(look, fan) if has_trials else ()),
        *(_process(look, base) if has_limits else ()),
        *([_ranges(look, trials)] if has_trials else ()),
        *_past(look, base, y),
        # Left out where nothing is tried: an empty group of points is a picture without a name.
        *([*_replay(look, base), *_asked(look, trials, unit, decimals)] if has_trials else ()),
        _points(look, base, unit, decimals),
        *([_names(look)] if has_trials else ()),
        periods(look),
    ]
    return framed(look, layers, height)


def _heading(look: Look, fan: Layer) -> list[Layer]:
    """The first method's forecast with its two ranges."""
    colour = look.palette.comparator
    return [
        *(
            fan.mark_area(color=colour, opacity=opacity, aria=False).encode(
                y=f"lower_{level}:Q", y2=f"upper_{level}:Q"
            )
            for level, opacity in RANGES.items()
        ),
        fan.mark_line(
            color=colour, strokeDash=[7, 4], strokeWidth=look.size(1.4), aria=False
        ).encode(y="mean:Q"),
    ]


def _process(look: Look, base: Layer) -> list[Layer]:
    """Average and limits, a line each for every stretch of comparable values."""
    styles = {"mean": [1, 0], "lower_limit": [4, 3], "upper_limit": [4, 3]}
    return [
        base.transform_filter(f"isValid(datum.{column})")
        .mark_line(
            color=getattr(look.palette, PROCESS[column][0]),
            strokeDash=dash,
            strokeWidth=look.size(1),
            opacity=0.8,
            aria=False,
        )
        .encode(y=f"{column}:Q", detail="rebase_group:N")
        for column, dash in styles.items()
    ]


def _ranges(look: Look, trials: Layer) -> Layer:
    return (
        trials.transform_filter("isValid(datum.lower)")
        .mark_area(opacity=0.14, aria=False)
        .encode(y="lower:Q", y2="upper:Q", color=_tone(look), detail="trial:N")
    )


def _past(look: Look, base: Layer, y: alt.Y) -> list[Layer]:
    """The past, joined only where its values can be compared."""
    return [
        base.transform_filter("isValid(datum.value)")
        .mark_line(color=look.palette.highlight, strokeWidth=look.size(1.6), aria=False)
        .encode(y=y, detail="stretch:N")
    ]


def _replay(look: Look, base: Layer) -> list[Layer]:
    """A tick where the first trial would have stepped in, a ring round values that reached it."""
    colour = getattr(look.palette, TRIALS["A"][0])
    return [
        base.transform_filter("isValid(datum.level_then)")
        .mark_tick(
            color=colour,
            orient="horizontal",
            size=look.size(12),
            thickness=look.size(1.6),
            aria=False,
        )
        .encode(y="level_then:Q"),
        base.transform_filter("datum.is_fired")
        .mark_point(
            color=colour, size=look.size(150), strokeWidth=look.size(1.4), opacity=1, aria=False
        )
        .encode(y="value:Q"),
    ]


def _asked(look: Look, trials: Layer, unit: str, decimals: int) -> list[Layer]:
    """Each trial's way from its baseline to its target, and its intervention level."""
    told = {
        "name:N": "Trial",
        "period_label:N": "Period",
        "target:Q": f"Target, {unit}" if unit else "Target",
        "level:Q": "Intervention level",
    }
    dashes = alt.Scale(domain=list(TRIALS), range=[dash for _, dash, _ in TRIALS.values()])
    shapes = alt.Scale(domain=list(TRIALS), range=[shape for *_, shape in TRIALS.values()])
    coloured = trials.encode(color=_tone(look), detail="trial:N")
    return [
        coloured.transform_filter("isValid(datum.level)")
        .mark_line(strokeWidth=look.size(1.2), strokeDash=[2, 2], aria=False)
        .encode(y="level:Q"),
        coloured.mark_line(strokeWidth=look.size(2), aria=False).encode(
            y="target:Q",
            strokeDash=alt.StrokeDash("trial:N", legend=None, scale=dashes),
        ),
        trials.mark_point(filled=True, opacity=1, size=look.size(46)).encode(
            y="target:Q",
            color=_tone(look),
            shape=alt.Shape("trial:N", legend=None, scale=shapes),
            tooltip=tooltips(told, decimals),
        ),
    ]


def _points(look: Look, base: Layer, unit: str, decimals: int) -> Layer:
    told = {"period_label:N": "Period", "value:Q": unit, "level_then:Q": "Level it would have had"}
    return (
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, color=look.palette.highlight, opacity=1, size=look.size(36))
        .encode(y="value:Q", tooltip=tooltips(told, decimals))
    )


def _names(look: Look) -> Layer:
    return (
        chart(alt.NamedData("line_ends"))
        .mark_text(align="left", dx=look.size(9), fontSize=look.size(12))
        .encode(x="period_end:T", y="at:Q", text="name:N", color=_tone(look))
    )


def _tone(look: Look) -> alt.Color:
    """Colour by trial, and that of the process itself for its names."""
    tones = {
        **{trial: getattr(look.palette, colour) for trial, (colour, *_) in TRIALS.items()},
        "process": look.palette.comparator,
    }
    scale = alt.Scale(domain=list(tones), range=list(tones.values()))
    return alt.Color("trial:N", legend=None, scale=scale)
