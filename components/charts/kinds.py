"""Names down a chart by kind: each kind under a heading of its own, which has no marks."""

from __future__ import annotations

from typing import Any

import altair as alt

from components.charts.look import Layer, Look, chart

# The data set of headings, beside the rows: name and place as they have, and no more.
HEADINGS = "headings"
# The words of a heading begin with this.
HEADING = "# "
IN_ORDER = alt.EncodingSortField("place", op="min")


def kind_axis(look: Look, *, is_narrow: str, limits: tuple[int, int], **scale: Any) -> alt.Y:
    """Upright axis of names: kind and name with a bar between, of which the name is shown.

    `limits` are the pixels for names, where the expression `is_narrow` holds and elsewhere.
    """
    narrow, wide = (look.size(limit) for limit in limits)
    words = "slice(datum.label, indexof(datum.label, '|') + 1)"
    bold = {"test": f"indexof(datum.label, '|{HEADING}') >= 0", "value": "bold"}
    axis = alt.Axis(
        labelExpr=f"replace({words}, '{HEADING}', '')",
        labelFontWeight={"condition": bold, "value": "normal"},
        labelLimit=alt.ExprRef(f"{is_narrow} ? {narrow} : {wide}"),
        labelColor=look.palette.text,
        grid=False,
        aria=False,
    )
    return alt.Y("name:N", sort=IN_ORDER, title=None, axis=axis, scale=alt.Scale(**scale))


def headings(names: alt.Y) -> Layer:
    """Layer that keeps a place on the axis for every heading."""
    return (
        chart(alt.NamedData(HEADINGS))
        .mark_text(text="", aria=False)
        .encode(y=names, x=alt.value(0))
    )
