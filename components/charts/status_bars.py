"""How many indicators stand at each status, by theme."""

from __future__ import annotations

import altair as alt

from components import theme
from components.charts.look import ROWS, Drawing, Look, drawing

ORDER = tuple(theme.STATUSES)


def status_bars(*, group: str = "theme", is_selectable: bool = False) -> Drawing:
    """Drawing of stacked bars; a row is one status in one group.

    Rows: the group's column (in reading order), status, indicators (a count). Every segment says
    its shape and count, so that nothing hangs on colour. With is_selectable a click selects the
    group and the status in the parameter `pick`.
    """
    return drawing(_bars, group=group, is_selectable=is_selectable)


def _bars(look: Look, group: str, is_selectable: bool) -> alt.LayerChart:
    base = (
        alt.Chart()
        .transform_calculate(
            place=f"indexof({list(ORDER)!r}, datum.status)",
            glyph=f"({ {name: mark.glyph for name, mark in theme.STATUSES.items()}!r})[datum.status]",
            word=f"({ {name: mark.word for name, mark in theme.STATUSES.items()}!r})[datum.status]",
        )
        .transform_calculate(words="datum.glyph + ' ' + datum.indicators")
        .encode(
            y=alt.Y(
                f"{group}:N",
                title=None,
                sort=None,
                axis=alt.Axis(labelLimit=look.size(230), labelColor=look.palette.text),
            ),
            order=alt.Order("place:Q"),
        )
    )
    return alt.layer(
        _segments(look, base, group, is_selectable), _labels(look, base), data=alt.NamedData(ROWS)
    ).properties(
        height=alt.Step(look.size(34)),
        width="container",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def _segments(look: Look, base: alt.Chart, group: str, is_selectable: bool) -> alt.Chart:
    bars = base.mark_bar(
        height={"band": 0.74},
        stroke=look.palette.page,
        strokeWidth=1.5,
        cursor="pointer" if is_selectable else None,
    )
    if is_selectable:
        bars = bars.add_params(alt.selection_point(name="pick", fields=[group, "status"]))
    return bars.encode(
        x=alt.X("indicators:Q", stack="zero", title="Indicators", axis=alt.Axis(tickMinStep=1)),
        color=alt.Color(
            "status:N",
            legend=None,
            scale=alt.Scale(domain=list(ORDER), range=[fill(look, name) for name in ORDER]),
        ),
        tooltip=[
            alt.Tooltip(f"{group}:N", title=group.replace("_", " ").capitalize()),
            alt.Tooltip("word:N", title="Status"),
            alt.Tooltip("indicators:Q", title="Indicators"),
        ],
    )


def _labels(look: Look, base: alt.Chart) -> alt.Chart:
    judged = "indexof(['intervention', 'within_tolerance', 'on_target'], datum.status) >= 0"
    return base.mark_text(fontSize=look.size(12), aria=False).encode(
        x=alt.X("indicators:Q", stack="zero", bandPosition=0.5),
        text="words:N",
        color=alt.condition(judged, alt.value(look.palette.page), alt.value(look.palette.text)),
    )


def fill(look: Look, status: str) -> str:
    """Fill of a status: its colour when it judges, the colour of absence otherwise."""
    colour = theme.STATUSES[status].colour
    return look.palette.absent if colour == "neutral" else getattr(look.palette, colour)
