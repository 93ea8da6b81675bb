"""Theme: every text and mark can be read in both themes, and the two files of colours agree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from components import theme
from components.charts.series import KINDS

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
MODES = tuple(theme.PALETTES)
TEXTS = (
    "text",
    "muted",
    "highlight",
    "parent",
    "comparator",
    "improvement",
    "caution",
    "concern",
    "neutral",
    "target",
    "event",
)
BADGES = ("blue", "yellow", "orange", "red", "green", "violet", "gray")


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", TEXTS)
def test_text_colours_can_be_read(mode: str, text: str) -> None:
    palette = theme.PALETTES[mode]
    assert contrast(getattr(palette, text), palette.page) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_marks_stand_out_from_the_page(mode: str) -> None:
    palette = theme.PALETTES[mode]
    assert contrast(palette.bar, palette.page) >= 3
    assert contrast(palette.bar, palette.highlight) >= 1.5
    for fill in (palette.improvement, palette.caution, palette.concern):
        assert contrast(palette.page, fill) >= 4.5
    assert contrast(palette.text, palette.absent) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_fifths_grow_steadily_darker_or_lighter(mode: str) -> None:
    steps = [_luminance(colour) for colour in theme.PALETTES[mode].sequence]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
    assert (
        min(
            contrast(one, other)
            for one, other in zip(steps_of(mode), steps_of(mode)[1:], strict=False)
        )
        >= 1.25
    )


def steps_of(mode: str) -> tuple[str, ...]:
    return theme.PALETTES[mode].sequence


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", BADGES)
def test_badges_can_be_read(mode: str, name: str) -> None:
    colours = CONFIG["theme"][mode]
    assert contrast(colours[f"{name}TextColor"], colours[f"{name}BackgroundColor"]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_config_and_palette_agree(mode: str) -> None:
    palette, colours = theme.PALETTES[mode], CONFIG["theme"][mode]
    assert colours["backgroundColor"] == palette.page
    assert colours["secondaryBackgroundColor"] == palette.panel
    assert colours["textColor"] == palette.text
    assert colours["borderColor"] == palette.rule
    assert colours["blueColor"] == palette.improvement
    assert colours["yellowColor"] == palette.caution
    assert colours["orangeColor"] == palette.concern


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("surface", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("where", ["main", "sidebar"])
def test_interface_text_can_be_read(mode: str, surface: str, where: str) -> None:
    colours = {
        **CONFIG["theme"][mode],
        **(CONFIG["theme"][mode]["sidebar"] if where == "sidebar" else {}),
    }
    for text in ("textColor", "linkColor", "primaryColor"):
        assert contrast(colours[text], colours[surface]) >= 4.5


def test_marks_differ_by_shape_and_word() -> None:
    for marks in (theme.STATUSES, theme.MOVEMENTS):
        assert len({mark.glyph for mark in marks.values()}) == len(marks)
        assert len({mark.word for mark in marks.values()}) == len(marks)


@pytest.mark.parametrize(
    "marks",
    [theme.STATUSES, theme.MOVEMENTS, theme.VARIATIONS, theme.ASSURANCES, theme.COMPARISONS],
)
def test_colour_is_never_alone(marks: dict[str, theme.Mark]) -> None:
    """Each mark has its own words; two of one colour differ in shape, those on trial in a word."""
    sure = [mark for word, mark in marks.items() if not word.endswith("_trial")]

    assert len({mark.text for mark in marks.values()}) == len(marks)
    assert len({mark.word for mark in marks.values()}) == len(marks)
    assert len({(mark.colour, mark.glyph) for mark in sure}) == len(sure)
    assert all(mark.glyph and mark.word for mark in marks.values())


def test_kinds_of_point_on_a_control_chart_differ_in_shape() -> None:
    tested = {shape for kind, (_, shape) in KINDS.items() if kind != "Not tested"}

    # One that is not tested is as round as a usual one, but hollow.
    assert len(tested) == len(KINDS) - 1


def test_unknown_words_are_no_judgement() -> None:
    assert theme.status_mark("splendid") is theme.STATUSES["no_data"]
    assert theme.status_mark(None) is theme.STATUSES["no_data"]
    assert theme.movement_mark("") is theme.MOVEMENTS["too_few_points"]


@pytest.mark.parametrize(
    ("icon", "word"),
    [(theme.variation_mark, "concern_low"), (theme.assurance_mark, "consistent_fail")],
)
def test_an_icon_from_few_values_says_so_and_is_not_coloured(icon, word) -> None:
    sure, trial = icon(word), icon(word, is_trial=True)

    assert icon(None) is icon(None, is_trial=True) is None
    assert trial.text == f"{sure.text} (trial)"
    assert (sure.badge, trial.badge) == ("orange", "gray")


def test_colours_are_written_in_the_theme_alone() -> None:
    for path in (ROOT / "components").rglob("*.py"):
        if path.name != "theme.py":
            assert not re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8")), path
