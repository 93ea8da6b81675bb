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
    click puts into the filter), is_chosen. A second table, `links`, holds the corners of the lines
    between them: line, corner (from 1), position, indent.
    """
    return drawing(_line_of_sight)


def _line_of_sight(look: Look) -> Layer:
    base = chart(alt.NamedData(ROWS)).encode(y=_row())
    lines = chart(alt.NamedData(LINKS)).mark_line(
        strokeWidth=1.5, aria=False, color=look.palette.comparator, strokeJoin="round"
    )
    between = lines.encode(x=_place(), y=_row(), detail="line:N", order="corner:Q")
    return layered(_field(look, base), between, *_told(look, base)).properties(
        height=alt.Step(look.size(STEP)), width="container", autosize=FIT_WIDTH
    )


def _field(look: Look, base: Layer) -> Layer:
    """The whole row, which a click chooses; that of the chosen node is shaded."""
    shade = alt.condition(
        "datum.is_chosen", alt.value(look.palette.absent), alt.value(look.palette.page)
    )
    return (
        base.transform_calculate(spoken="datum.title + '. ' + datum.told")
        .mark_rect(cornerRadius=4, cursor="pointer")
        .encode(
            x=alt.value(0),
            x2=alt.value("width"),
            color=shade,
            description="spoken:N",
            tooltip=[
                alt.Tooltip("title:N", title="Node"),
                alt.Tooltip("told:N", title="Standing"),
            ],
        )
        .add_params(alt.selection_point(name="pick", fields=["node_id", "opens"]))
    )


def _told(look: Look, base: Layer) -> list[Layer]:
    """The shape of the worst status on its own ground, so that no line runs through it; words."""
    at = base.encode(x=_place())
    ground = at.mark_point(
        size=look.size(260), filled=True, opacity=1, color=look.palette.page, aria=False
    )
    shape = at.mark_text(size=look.size(SHAPE), fontWeight="bold", aria=False)
    return [
        ground,
        shape.encode(text="glyph:N", color=_colour(look)),
        _words(look, at, "title", -9, 13).encode(color=alt.value(look.palette.text)),
        _words(look, at, "told", 9, 11.5).encode(color=alt.value(look.palette.muted)),
    ]


def _words(look: Look, base: Layer, column: str, dy: float, size: float) -> Layer:
    return base.mark_text(
        align="left",
        dx=look.size(MARGIN),
        dy=look.size(dy),
        fontSize=look.size(size),
        limit={"expr": f"width - datum.indent - {look.size(MARGIN) + 4}"},
        aria=False,
    ).encode(text=f"{column}:N")


def _place() -> alt.X:
    scale = alt.Scale(domain=[0, WIDEST], range=[10, WIDEST + 10], nice=False)
    return alt.X("indent:Q", title=None, axis=None, scale=scale)


def _row() -> alt.Y:
    return alt.Y("position:O", title=None, axis=None)


def _colour(look: Look) -> alt.Color:
    names = ("improvement", "caution", "concern", "neutral")
    colours = [getattr(look.palette, name) for name in names]
    scale = alt.Scale(domain=list(names), range=colours)
    return alt.Color("colour:N", scale=scale, legend=None)
