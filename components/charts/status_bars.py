"""How many indicators stand at each status, by theme."""

from __future__ import annotations

import json

import altair as alt

from components import theme
from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import listed, name_axis

ORDER = tuple(theme.STATUSES)
JUDGED = ("intervention", "within_tolerance", "on_target")


def status_bars(
    *, group: str = "theme", statuses: tuple[str, ...] = ORDER, is_selectable: bool = False
) -> Drawing:
    """Drawing of stacked bars; a row is one status in one group.

    Rows: the group's column (in reading order), status, indicators (a count). Every segment says
    its shape and count, so that nothing hangs on colour.
    `statuses` are those present, which the legend names.
    With is_selectable a click selects the group and the status in the parameter `pick`.
    """
    return drawing(_bars, group=group, statuses=statuses, is_selectable=is_selectable)


def _bars(look: Look, *, group: str, statuses: tuple[str, ...], is_selectable: bool) -> Layer:
    base = (
        chart()
        .transform_filter("datum.indicators > 0")
        .transform_calculate(
            place=f"indexof({json.dumps(ORDER)}, datum.status)",
            word=_lookup({name: mark.word for name, mark in theme.STATUSES.items()}),
            glyph=_lookup({name: mark.glyph for name, mark in theme.STATUSES.items()}),
        )
        .transform_joinaggregate(total="sum(indicators)", groupby=[group])
        .transform_joinaggregate(most="max(total)")
        .transform_calculate(pixels="datum.indicators / datum.most * width")
        .transform_calculate(
            words="datum.pixels > 30 ? datum.glyph + ' ' + datum.indicators"
            " : datum.pixels > 13 ? datum.glyph : ''"
        )
        .encode(
            y=name_axis(look, group, 220),
            order=alt.Order("place:Q"),
        )
    )
    segments = _segments(look, base, group, statuses)
    if is_selectable:
        segments = segments.add_params(alt.selection_point(name="pick", fields=[group, "status"]))
    layers = [segments, _counts(look, base), _totals(look, base, group)]
    return listed(look, layers, 34)


def _lookup(words: dict[str, str]) -> str:
    return f"({json.dumps(words, ensure_ascii=False)})[datum.status]"


def _segments(look: Look, base: Layer, group: str, statuses: tuple[str, ...]) -> Layer:
    shown = [name for name in ORDER if name in statuses]
    labels = {name: theme.STATUSES[name].text for name in shown}
    legend = alt.Legend(
        title=None,
        orient="top",
        columns=alt.ExprRef(f"max(1, floor(width / {look.size(140)}))"),
        symbolType="square",
        symbolStrokeWidth=0,
        symbolSize=look.size(130),
        labelExpr=f"({json.dumps(labels, ensure_ascii=False)})[datum.label]",
        labelColor=look.palette.text,
        labelLimit=look.size(200),
    )
    colour = alt.Color(
        "status:N",
        legend=legend,
        scale=alt.Scale(domain=shown, range=[fill(look, name) for name in shown]),
    )
    return base.mark_bar(height={"band": 0.74}, stroke=look.palette.page, strokeWidth=1.5).encode(
        x=alt.X("indicators:Q", stack="zero", axis=None),
        color=colour,
        tooltip=[
            alt.Tooltip(f"{group}:N", title=group.replace("_", " ").capitalize()),
            alt.Tooltip("word:N", title="Status"),
            alt.Tooltip("indicators:Q", title="Indicators"),
        ],
    )


def _counts(look: Look, base: Layer) -> Layer:
    return base.mark_text(fontSize=look.size(12), aria=False).encode(
        x=alt.X("indicators:Q", stack="zero", bandPosition=0.5),
        text="words:N",
        tooltip=alt.value(None),
        color=alt.ColorValue(
            look.palette.text,
            condition={
                "test": f"indexof({json.dumps(JUDGED)}, datum.status) >= 0",
                "value": look.palette.page,
            },
        ),
    )


def _totals(look: Look, base: Layer, group: str) -> Layer:
    return (
        chart()
        .transform_aggregate(total="sum(indicators)", groupby=[group])
        .mark_text(align="left", dx=6, color=look.palette.muted, fontSize=look.size(12))
        .encode(
            y=alt.Y(f"{group}:N", sort=None),
            x="total:Q",
            text="total:Q",
            tooltip=alt.value(None),
        )
    )


def fill(look: Look, status: str) -> str:
    """Fill of a status: its colour when it judges, the colour of absence otherwise."""
    colour = theme.STATUSES[status].colour
    return getattr(look.palette, colour) if status in JUDGED else look.palette.absent
