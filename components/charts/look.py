"""What all charts share: the look they are drawn in, the drawing and its cached spec."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt

from components import theme

Spec = dict[str, Any]
# Altair's own types do not follow a chart through its transforms.
Layer = Any
chart: Any = alt.Chart
layered: Any = alt.layer
Author = Callable[..., Layer]
# Name of the data set that every drawing reads.
ROWS = "rows"
# Options that only fill in words or a format: a chart is authored once for all their values.
WORDS = (
    "unit",
    "decimals",
    "parent",
    "total",
    "average",
    "area_heading",
    "numerator",
    "denominator",
)
BLANK = "⟦{}⟧"


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

    author: Author
    options: tuple[tuple[str, Any], ...]

    def spec(self, look: Look) -> Spec:
        """Vega-Lite spec in this look; rows are looked up in the named data set `rows`."""
        return _spec(self, look)

    def words(self, look: Look) -> frozenset[str]:
        """Every word of the spec, the columns it reads among them."""
        return _words(self, look)


def drawing(author: Author, **options: Any) -> Drawing:
    """Drawing by this author with these options, all hashable."""
    return Drawing(author, tuple(options.items()))


@lru_cache(maxsize=512)
def _spec(drawn: Drawing, look: Look) -> Spec:
    """The form of the drawing with its words filled in: 0.5 ms for one not seen before."""
    words = {name: value for name, value in drawn.options if _is_word(name, value)}
    form = tuple((name, BLANK.format(name) if name in words else v) for name, v in drawn.options)
    text = _form(drawn.author, form, look)
    for name, value in words.items():
        text = text.replace(BLANK.format(name), json.dumps(str(value), ensure_ascii=False)[1:-1])
    return json.loads(text)


@lru_cache(maxsize=512)
def _words(drawn: Drawing, look: Look) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", json.dumps(_spec(drawn, look))))


@lru_cache(maxsize=128)
def _form(author: Author, options: tuple[tuple[str, Any], ...], look: Look) -> str:
    """JSON of a chart whose words are blanks: authoring one in Altair takes 20 to 100 ms."""
    spec = author(look, **dict(options)).to_dict(validate=False)
    spec.pop("$schema", None)
    spec["config"] = config(look)
    # Left open, Streamlit would add 20 pixels beneath every chart.
    spec["padding"] = {"left": 0, "top": 5, "right": 2, "bottom": 5}
    return json.dumps(spec, ensure_ascii=False)


def _is_word(name: str, value: Any) -> bool:
    return name in WORDS and value is not None


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


def number(decimals: int | str) -> str:
    """D3 format of a number with thousands commas and fixed decimals."""
    return f",.{decimals}f"


def tick(decimals: int | str) -> str:
    """D3 format of an axis label: as `number`, without zeros that say nothing."""
    return f",.{decimals}~f"
