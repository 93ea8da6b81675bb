"""Colours, shapes and sizes by meaning, for the light and the dark theme.

The palette is safe for the common colour vision deficiencies (blue against orange, never red
against green) and every text pair meets WCAG 2.2 AA; tests hold both and `.streamlit/config.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import streamlit as st

Mode = Literal["light", "dark"]
# Names of the badge colours that .streamlit/config.toml sets.
Badge = Literal["blue", "yellow", "orange", "gray"]
FONT = '"Source Sans", "Source Sans 3", "Segoe UI", "Helvetica Neue", Arial, sans-serif'
PRESENTING_SCALE = 1.5


@dataclass(frozen=True)
class Palette:
    """Colours of one theme by meaning, each as #rrggbb."""

    page: str
    panel: str
    rule: str
    text: str
    muted: str
    highlight: str
    parent: str
    comparator: str
    bar: str
    improvement: str
    caution: str
    concern: str
    neutral: str
    target: str
    event: str
    absent: str
    sequence: tuple[str, ...]


PALETTES: dict[str, Palette] = {
    "light": Palette(
        page="#ffffff",
        panel="#f4f6f8",
        rule="#d8dee4",
        text="#0b121a",
        muted="#566270",
        highlight="#14507f",
        parent="#3f4b58",
        comparator="#68747f",
        bar="#6f94b4",
        improvement="#1666a6",
        caution="#8a6000",
        concern="#b43a0c",
        neutral="#66717d",
        target="#0b6b62",
        event="#6a4a9c",
        absent="#e6eaee",
        sequence=("#d9e8f5", "#a9cbe6", "#6fa6d0", "#3a7cb0", "#114a78"),
    ),
    "dark": Palette(
        page="#14181d",
        panel="#1d232a",
        rule="#36404b",
        text="#e7ecf1",
        muted="#a4b0bd",
        highlight="#86c1f2",
        parent="#c7d0d9",
        comparator="#95a2b0",
        bar="#4f7ea6",
        improvement="#74b8ee",
        caution="#e3bb55",
        concern="#f6935f",
        neutral="#a4b0bd",
        target="#55c7b5",
        event="#bda2ea",
        absent="#2b333c",
        sequence=("#1f3d57", "#2c5d86", "#4183b8", "#70abdc", "#b5dbfb"),
    ),
}


@dataclass(frozen=True)
class Mark:
    """How one status or movement is shown: word, shape, and its colour in charts and badges."""

    word: str
    glyph: str
    colour: str
    badge: Badge

    @property
    def text(self) -> str:
        """Shape and word together, for table cells and labels."""
        return f"{self.glyph} {self.word}"


STATUSES: dict[str, Mark] = {
    "intervention": Mark("Intervention", "■", "concern", "orange"),
    "within_tolerance": Mark("Within tolerance", "◆", "caution", "yellow"),
    "on_target": Mark("On target", "●", "improvement", "blue"),
    "no_judgement": Mark("Not judged", "△", "neutral", "gray"),
    "no_target": Mark("No target", "○", "neutral", "gray"),
    "no_data": Mark("No data", "□", "neutral", "gray"),
    "suppressed": Mark("Suppressed", "✕", "neutral", "gray"),
    "not_comparable": Mark("Not comparable", "◇", "neutral", "gray"),
}
MOVEMENTS: dict[str, Mark] = {
    "worsened": Mark("Worsened", "↘", "concern", "orange"),
    "improved": Mark("Improved", "↗", "improvement", "blue"),
    "higher": Mark("Higher", "↑", "neutral", "gray"),
    "lower": Mark("Lower", "↓", "neutral", "gray"),
    "no_clear_change": Mark("No clear change", "→", "neutral", "gray"),
    "no_variation": Mark("No variation", "–", "neutral", "gray"),
    "too_few_points": Mark("Too few points", "…", "neutral", "gray"),
}


def _with_trials(marks: dict[str, Mark]) -> dict[str, Mark]:
    """Icons of a control chart, and after them the same from limits on trial, which say so."""
    return marks | {
        f"{word}_trial": Mark(f"{mark.word} (trial)", mark.glyph, mark.colour, "gray")
        for word, mark in marks.items()
    }


# In the order of need.
VARIATIONS = _with_trials(
    {
        "concern_high": Mark("Worse, high", "▲", "concern", "orange"),
        "concern_low": Mark("Worse, low", "▼", "concern", "orange"),
        "improvement_high": Mark("Better, high", "▲", "improvement", "blue"),
        "improvement_low": Mark("Better, low", "▼", "improvement", "blue"),
        "neutral_high": Mark("High", "△", "neutral", "gray"),
        "neutral_low": Mark("Low", "▽", "neutral", "gray"),
        "common_cause": Mark("Usual variation", "∿", "neutral", "gray"),
    }
)
ASSURANCES = _with_trials(
    {
        "consistent_fail": Mark("Consistently fails", "✗", "concern", "orange"),
        "inconsistent": Mark("Hit or miss", "?", "neutral", "gray"),
        "consistent_pass": Mark("Consistently passes", "✓", "improvement", "blue"),
    }
)
# How an area stands to a benchmark, surest first; the doubled ones hold at 99.8 per cent too.
COMPARISONS: dict[str, Mark] = {
    "worst": Mark("Worse, beyond 99.8%", "−−", "concern", "orange"),
    "worse": Mark("Worse", "−", "concern", "orange"),
    "best": Mark("Better, beyond 99.8%", "++", "improvement", "blue"),
    "better": Mark("Better", "+", "improvement", "blue"),
    "highest": Mark("Higher, beyond 99.8%", "△△", "neutral", "gray"),
    "higher": Mark("Higher", "△", "neutral", "gray"),
    "lowest": Mark("Lower, beyond 99.8%", "▽▽", "neutral", "gray"),
    "lower": Mark("Lower", "▽", "neutral", "gray"),
    "similar": Mark("Similar", "=", "neutral", "gray"),
}
# How a piece of the framework's work stands, and a result in the reporting calendar.
WORK: dict[str, Mark] = {
    "missing": Mark("Missing", "✗", "concern", "orange"),
    "done": Mark("Done", "✓", "improvement", "blue"),
    "not_needed": Mark("Not needed", "–", "neutral", "gray"),
    "not_recorded": Mark("Not recorded", "…", "neutral", "gray"),
}
REPORTING: dict[str, Mark] = {
    "late": Mark("Late", "■", "concern", "orange"),
    "received_late": Mark("Received late", "◆", "caution", "yellow"),
    "received": Mark("Received", "●", "improvement", "blue"),
    "due": Mark("Due", "○", "neutral", "gray"),
}
# How an action of the improvement plan stands.
ACTIONS: dict[str, Mark] = {
    "overdue": Mark("Overdue", "■", "concern", "orange"),
    "under_way": Mark("Under way", "◆", "improvement", "blue"),
    "planned": Mark("Planned", "○", "event", "gray"),
    "done": Mark("Done", "●", "neutral", "gray"),
    "stopped": Mark("Stopped", "✕", "absent", "gray"),
}
# How a score of a questionnaire moved between two rounds, and how a group stands to everyone else.
ROUNDS: dict[str, Mark] = {
    "slipped": Mark("Slipped", "↘", "concern", "orange"),
    "improved": Mark("Improved", "↗", "improvement", "blue"),
    "no_clear_change": Mark("No clear change", "→", "neutral", "gray"),
}
STANDINGS: dict[str, Mark] = {
    "below": Mark("Below the others", "▼", "concern", "orange"),
    "above": Mark("Above the others", "▲", "improvement", "blue"),
    "no_clear_difference": Mark("No clear difference", "=", "neutral", "gray"),
}
# The verdict on a claim of added value, the surest first; how strong the evidence for a step is;
# and whether a check is passed.
VERDICTS: dict[str, Mark] = {
    "shown": Mark("Shown", "●", "improvement", "blue"),
    "likely": Mark("Likely", "◆", "caution", "yellow"),
    "not_shown": Mark("Not shown", "○", "neutral", "gray"),
    "cannot_be_tested": Mark("Cannot be tested", "△", "neutral", "gray"),
}
# Of claims also what is no verdict: a fault kept it from being worked out.
CLAIMS = VERDICTS | {"not_worked_out": Mark("Not worked out", "⚠", "neutral", "orange")}
STRENGTHS: dict[str, Mark] = {
    "strong": Mark("Strong evidence", "●●●", "improvement", "blue"),
    "moderate": Mark("Moderate evidence", "●●○", "improvement", "blue"),
    "weak": Mark("Weak evidence", "●○○", "caution", "yellow"),
    "none": Mark("No evidence", "○○○", "neutral", "gray"),
}
CHECKS: dict[bool | None, Mark] = {
    False: Mark("Failed", "✗", "concern", "orange"),
    None: Mark("Not looked at", "…", "neutral", "gray"),
    True: Mark("Passed", "✓", "improvement", "blue"),
}

# One constant block: nothing from outside ever enters it.
_PRESENTING = """<style>
html { font-size: 21px !important; }
[data-testid="stSidebar"]:not(:has(.st-key-presenting)), [data-testid="stHeader"],
[data-testid="stExpandSidebarButton"], .st-key-filters:not(:has(.st-key-presenting)),
.st-key-filters > div:not(.st-key-presenting):not(:has(.st-key-presenting)),
.st-key-chart_settings, [class*="st-key-controls_"],
[class*="st-key-unprojected"] { display: none !important; }
[data-testid="stMainBlockContainer"] { padding-top: 1rem; max-width: none; }
</style>"""

# Answers large enough for a thumb, one beneath the other; side by side where there is room.
_ANSWERS = """<style>
[class*="st-key-answer_"] [role="radiogroup"] > div { width: 100%; }
[class*="st-key-answer_"] [role="radiogroup"] label { min-height: 2.75rem; width: 100%;
  align-items: center; }
@media (min-width: 60rem) {
  [class*="st-key-answer_"] [role="radiogroup"] { flex-direction: row; flex-wrap: wrap;
    column-gap: 1.25rem; }
  [class*="st-key-answer_"] [role="radiogroup"] > div { width: auto; }
  [class*="st-key-answer_"] [role="radiogroup"] label { min-height: 2rem; }
}
</style>"""


def mode() -> Mode:
    """Theme the viewer sees now: light unless the browser says dark."""
    return "dark" if st.context.theme.type == "dark" else "light"


def palette(of: str | None = None) -> Palette:
    """Colours of a theme by name, or of the theme the viewer sees now."""
    return PALETTES[of or mode()]


def status_mark(status: str | None) -> Mark:
    """Mark of a status word; an unknown or empty word counts as no data."""
    return STATUSES.get(status or "", STATUSES["no_data"])


def movement_mark(movement: str | None) -> Mark:
    """Mark of a movement word; an unknown or empty word counts as too few points."""
    return MOVEMENTS.get(movement or "", MOVEMENTS["too_few_points"])


def variation_mark(variation: str | None, *, is_trial: bool = False) -> Mark | None:
    """Mark of a variation word, said to be on trial where it is; None without a chart."""
    return VARIATIONS.get(_on_trial(variation, is_trial))


def assurance_mark(assurance: str | None, *, is_trial: bool = False) -> Mark | None:
    """Mark of an assurance word, said to be on trial where it is; None without a target held."""
    return ASSURANCES.get(_on_trial(assurance, is_trial))


def _on_trial(word: str | None, is_trial: bool) -> str:
    return f"{word}_trial" if is_trial else word or ""


def comparison_mark(comparison: str | None) -> Mark | None:
    """Mark of a comparison word; None where there is nothing to compare with."""
    return COMPARISONS.get(comparison or "")


def is_presenting() -> bool:
    """True while the presenting switch is on."""
    return bool(st.session_state.get("presenting", False))


def presenting() -> None:
    """Hide what a projector does not need and enlarge the rest, while the switch is on."""
    if is_presenting():
        st.html(_PRESENTING)


def answers() -> None:
    """Make the answers of a respondent's form fit for thumbs and for wide screens."""
    st.html(_ANSWERS)
