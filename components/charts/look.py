"""What all charts share: the look they are drawn in, the drawing and its cached spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from components import theme

Spec = dict[str, Any]
ROWS = "rows"
MONTHS = "%b %Y"


@dataclass(frozen=True)
class Look:
    """Theme and size a chart is drawn in."""

    mode: str = "light"
    is_presenting: bool = False

    @property
    def palette(self) -> theme.Palette:
        """Colours of the look's theme."""
        return theme.palette(self.mode)

    @property
    def scale(self) -> float:
        """Factor on type and marks: above one while presenting."""
        return theme.PRESENTING_SCALE if self.is_presenting else 1.0

    def size(self, points: float) -> float:
        """A length or type size at this look's scale."""
        return round(points * self.scale, 1)


def current() -> Look:
    """Look of the page the viewer sees now."""
    return Look(theme.mode(), theme.is_presenting())


@dataclass(frozen=True)
class Drawing:
    """A chart without its rows: who draws it, and with which options."""

    author: Callable[..., alt.TopLevelMixin]
    options: tuple[tuple[str, Any], ...]

    def spec(self, look: Look) -> Spec:
        """Vega-Lite spec in this look; rows are looked up in the named data set `rows`.

        Building an Altair chart takes 5 to 10 ms, so a spec is built once and kept by its options.
        """
        return _spec(self, look)


def drawing(author: Callable[..., alt.TopLevelMixin], **options: Any) -> Drawing:
    """Drawing by this author with these options, all hashable."""
    return Drawing(author, tuple(options.items()))


@lru_cache(maxsize=512)
def _spec(drawn: Drawing, look: Look) -> Spec:
    chart = drawn.author(look, **dict(drawn.options))
    spec = chart.to_dict(validate=False)
    spec.pop("$schema", None)
    spec["config"] = config(look)
    return spec


def with_rows(spec: Spec, tables: Mapping[str, Any]) -> Spec:
    """The spec together with its named data sets, ready to be sent."""
    return {**spec, "datasets": dict(tables)}


def config(look: Look) -> Spec:
    """Vega configuration of a look: type, axes, rules; no chart sets these again."""
    colours, size = look.palette, look.size
    quiet = {"labelColor": colours.muted, "titleColor": colours.muted, "titleFontWeight": "normal"}
    return {
        "background": "transparent",
        "font": theme.FONT,
        "view": {"stroke": None},
        "axis": {
            **quiet,
            "labelFontSize": size(12),
            "titleFontSize": size(12),
            "gridColor": colours.rule,
            "gridOpacity": 0.7,
            "domain": False,
            "ticks": False,
            "labelPadding": 6,
        },
        "axisX": {"grid": False, "domain": True, "domainColor": colours.rule},
        "legend": {**quiet, "labelFontSize": size(12), "titleFontSize": size(12)},
        "header": {"labelColor": colours.text, "labelFontSize": size(12.5), "title": None},
        "text": {"color": colours.text, "fontSize": size(12)},
        "rule": {"color": colours.rule},
    }


def number(decimals: int) -> str:
    """D3 format of a number with thousands commas and fixed decimals."""
    return f",.{decimals}f"


def axis_title(unit: str) -> str:
    """Words for a value axis: the unit as the definition sheet writes it."""
    return unit
