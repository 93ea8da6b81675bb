"""A line of sight: the chosen node, what it serves above it, what serves it beneath, by level."""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Layer, Look, chart, drawing, layered
from components.charts.parts import FIT_WIDTH

LINKS = "links"
STEP, SHAPE, MARGIN = 44, 15, 22  # pixels: a row, a shape, from a shape to its words
# Places are pixels from the left, so that steps between levels are the same on any screen.
WIDEST = 4000


def line_of_sight() -> Drawing:
    """Drawing of one node's line of sight; a row is a node, or all further nodes of one level.

    Rows, from the highest level down: position (from 1), indent (pixels), glyph and colour (of the
    worst status: a word of the palette), title, told (a line beneath it), node_id or opens (which a
    click puts into the filter), is_chosen. A second table, `links`, holds the lines between them:
    position, last_position, indent, last_indent.
    """
    return drawing(_line_of_sight)


def _line_of_sight(look: Look) -> Layer:
    links = chart(alt.NamedData(LINKS)).mark_rule(
        strokeWidth=1.5, aria=False, color=look.palette.comparator, strokeCap="round"
    )
    lines = links.encode(x=_place("indent"), x2="last_indent:Q", y=_row(), y2="last_position:O")
    base = chart(alt.NamedData(ROWS)).encode(y=_row())
    return layered(lines, *_marks(look, base)).properties(
        height=alt.Step(look.size(STEP)), width="container", autosize=FIT_WIDTH
    )


def _marks(look: Look, base: Layer) -> list[Layer]:
    pick = alt.selection_point(name="pick", fields=["node_id", "opens"])
    spoken = "datum.title + '. ' + datum.told"
    field = base.mark_bar(height={"band": 0.94}, cornerRadius=4).encode(
        x=_place("indent"),
        x2=alt.value("width"),
        color=alt.condition(
            "datum.is_chosen", alt.value(look.palette.absent), alt.value(look.palette.page)
        ),
        tooltip=[alt.Tooltip("title:N", title="Node"), alt.Tooltip("told:N", title="Standing")],
        description="spoken:N",
    )
    shape = base.mark_text(size=look.size(SHAPE), fontWeight="bold", aria=False).encode(
        x=_place("indent"), text="glyph:N", color=_colour(look)
    )
    return [
        field.transform_calculate(spoken=spoken).add_params(pick),
        shape,
        _words(look, base, "title", -9, 13).encode(
            color=alt.value(look.palette.text),
        ),
        _words(look, base, "told", 9, 11.5).encode(color=alt.value(look.palette.muted)),
    ]


def _words(look: Look, base: Layer, column: str, dy: float, size: float) -> Layer:
    return base.mark_text(
        align="left",
        dx=look.size(MARGIN),
        dy=look.size(dy),
        fontSize=look.size(size),
        limit={"expr": f"width - datum.indent - {look.size(MARGIN) + 4}"},
        aria=False,
    ).encode(x=_place("indent"), text=f"{column}:N")


def _place(column: str) -> alt.X:
    scale = alt.Scale(domain=[0, WIDEST], range=[10, WIDEST + 10], nice=False)
    return alt.X(f"{column}:Q", title=None, axis=None, scale=scale)


def _row() -> alt.Y:
    return alt.Y("position:O", title=None, axis=None)


def _colour(look: Look) -> alt.Color:
    names = ("improvement", "caution", "concern", "neutral")
    colours = [getattr(look.palette, name) for name in names]
    scale = alt.Scale(domain=list(names), range=colours)
    return alt.Color("colour:N", scale=scale, legend=None)
