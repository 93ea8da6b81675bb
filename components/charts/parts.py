"""Parts that several charts share: frames, axes, tooltips, reference lines, words for absences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from components.charts.look import ROWS, Layer, Look, chart, layered, number, tick

# Width from the page, height from the rows.
FIT_WIDTH = alt.AutoSizeParams(type="fit-x", contains="padding")


def framed(look: Look, layers: Sequence[Layer], height: int) -> Layer:
    """Layers over the rows, as wide as the page and of a set height."""
    return layered(*layers, data=alt.NamedData(ROWS)).properties(
        height=look.size(height), width="container"
    )


def listed(look: Look, layers: Sequence[Layer], step: int) -> Layer:
    """Layers over the rows, as wide as the page and a step high for each name on the axis."""
    return layered(*layers, data=alt.NamedData(ROWS)).properties(
        height=alt.Step(look.size(step)), width="container", autosize=FIT_WIDTH
    )


def name_axis(
    look: Look, field: str, limit: int, *, sort: Any = None, has_grid: bool = False
) -> Any:
    """Upright axis of names, in the order of the rows unless told otherwise."""
    axis = alt.Axis(labelLimit=look.size(limit), labelColor=look.palette.text, grid=has_grid)
    if field == AREA:
        axis["labelExpr"] = NAME_OF_AREA
        axis["aria"] = False  # it would read the codes out; every mark says its area's name
    return alt.Y(f"{field}:N", title=None, sort=sort, axis=axis)


def keyed(rows: Layer) -> Layer:
    """Rows with the column AREA: two areas of one name are two, and only the name is shown."""
    return rows.transform_calculate(**{AREA: "datum.area_code + '|' + datum.area_name"})


def value_axis(unit: str, decimals: int) -> alt.Axis:
    """Upright value axis whose unit is written level above it, where it is read first."""
    return alt.Axis(
        title=unit,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=0,
        titleY=-12,
        titleLimit=400,
        format=tick(decimals),
        tickCount=5,
    )


def tooltips(names: Mapping[str, str], decimals: int) -> list[alt.Tooltip]:
    """Tooltip lines: field to heading; a field that ends in :Q is shown as a number."""
    return [
        alt.Tooltip(field, title=title, format=number(decimals))
        if field.endswith(":Q")
        else alt.Tooltip(field, title=title)
        for field, title in names.items()
    ]


# Code and name of an area in one, and the name alone where an axis or a header shows it.
AREA = "area"
NAME_OF_AREA = "slice(datum.label, indexof(datum.label, '|') + 1)"
LIMITS = {"lower_limit:Q": "Lower limit", "upper_limit:Q": "Upper limit"}
ABSENT_WORDS = (
    "datum.value_note == 'suppressed' ? '✕ suppressed'"
    " : datum.value_note == 'not_applicable' ? 'not applicable' : '– no data'"
)


def absent(look: Look, base: Layer) -> Layer:
    """Words where a bar or dot would stand, for rows without a value."""
    return (
        base.transform_filter("!isValid(datum.value)")
        .transform_calculate(words=ABSENT_WORDS)
        .mark_text(align="left", dx=4, color=look.palette.muted, fontSize=look.size(11.5))
        .encode(x=alt.value(0), text="words:N")
    )


def reference_line(look: Look, column: str, words: str) -> list[Layer]:
    """Dashed upright line at a column's one value, its name above."""
    line = (
        chart()
        .transform_aggregate(groupby=[column])
        .transform_filter(f"isValid(datum.{column})")
        .encode(x=f"{column}:Q")
    )
    colour = look.palette.parent
    return [
        line.mark_rule(color=colour, strokeDash=[5, 3], strokeWidth=look.size(1.6)),
        line.mark_text(
            text=words, color=colour, baseline="bottom", dy=-4, fontSize=look.size(12)
        ).encode(y=alt.value(0)),
    ]
