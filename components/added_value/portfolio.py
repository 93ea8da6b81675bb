"""The portfolio of claims: how many are shown, effects side by side, each claim in a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, sentences, theme
from components.added_value import check_words, claim_words, worth_words
from components.added_value.subject import NONE_YET, PAGE, Judged, Names, card
from components.choices import choose
from components.kept import once
from components.records import is_absent, records
from components.words import plain_text

WIDTHS = (10, 7, 7)
SIGNS = {"higher": 1, "lower": -1}
LUCK = (
    "Each is held against what would have been expected without the initiative. All of it is "
    "association, and of many claims a few pass by luck: at most 1 in 20 of those that do nothing, "
    "up to 1 in 10 of those held against their own past alone, where that past wanders."
)
COLUMNS = {
    "told": "Claim",
    "outcome": "Outcome",
    "area": "Place",
    "since": "Since",
    "partners": "Partners",
    "effect": "Effect",
    "better": "Standardised, better above 0",
    "better_lower": "Its lower limit",
    "better_upper": "Its upper limit",
    "sign": "Verdict",
    "reason": "Main reason",
    "cost": "Cost, £",
    "pooled": "Of it pooled, £",
}


def heading(judged: Sequence[Judged]) -> None:
    """How many claims have each verdict."""
    cards.headline(claim_words.heading([one.verdict["verdict"] for one in judged]), LUCK)


@once
def in_order(judged: Sequence[Judged]) -> list[Judged]:
    """The surest verdict first, then the larger effect for the better."""
    grades = list(theme.CLAIMS)
    return sorted(
        judged, key=lambda one: (grades.index(one.verdict["verdict"]), -(_better(one)[0] or 0.0))
    )


def effects(judged: Sequence[Judged], names: Names, *, how: str) -> None:
    """Standardised effects of all claims with their intervals, better to the right."""
    rows = _rows(judged, names)
    spoken = " ".join(f"{row['spoken']}." for row in records(rows))
    card(
        names,
        charts.forest(),
        rows,
        "portfolio",
        title="Effects side by side",
        alt=f"Marks with intervals by claim. {spoken}",
        told=(
            "",
            "In standard deviations of what chance does, so that claims compare; better to the "
            "right, whichever way that is. A filled circle is shown, a diamond likely, a hollow "
            "circle not shown. Click a mark to open its case.",
        ),
        how=how,
        columns=COLUMNS,
        method="added_value",
        picks={"claim_id": "claim"},
    )


def listed(judged: Sequence[Judged], names: Names) -> None:
    """Every claim in a line: its title, which opens it, its verdict with the reason, its effect."""
    cards.section("The claims")
    for one in in_order(judged):
        row, claim = _row(one, names, 0), one.standing.claim
        stating, judging, telling = st.columns(WIDTHS, vertical_alignment="top")
        with stating, st.container(gap=None):
            st.button(
                f"**{plain_text(row['outcome'])}**",
                key=f"open_{one.standing.claim_id}",
                type="tertiary",
                on_click=choose,
                args=("claim", one.standing.claim_id),
            )
            st.markdown(plain_text(f"{claim.title}."))
            cards.quiet(f"{row['area']}, since {row['since']}. {row['partners']}.")
        with judging, st.container(gap="xxsmall"):
            cards.mark_badge(theme.CLAIMS[one.verdict["verdict"]])
            cards.quiet(f"{sentences.capital(row['reason'])}.")
        with telling, st.container(gap="xxsmall"):
            st.markdown(plain_text(row["effect"] or "No effect can be given"))
            if people := worth_words.credited(one.verdict):
                cards.quiet(f"{people}.")
            cards.quiet(worth_words.costs(claim))


def on_overview(ready: Callable[[], Sequence[Judged] | None]) -> None:
    """The verdicts in a line each, linking to their cases; words while they are worked out.

    `ready` gives the claims in force with their verdicts, or None until there are any.
    """
    cards.section("What we achieve together")
    judged = ready()
    if judged is None:
        _awaited(ready)
        return
    if not judged:
        cards.nothing(NONE_YET)
        return
    cards.quiet(claim_words.heading([one.verdict["verdict"] for one in judged]))
    for one in in_order(judged):
        mark = theme.CLAIMS[one.verdict["verdict"]]
        reason = check_words.main_reason(one.verdict["verdict"], one.reasons)
        with st.container(gap=None):
            title, name = one.standing.claim.title, one.verdict["indicator_name"]
            label = f"{mark.glyph} {title if is_absent(name) else name}"
            cards.link(PAGE, label, icon="", claim=one.standing.claim_id)
            cards.quiet(f"{title}. {mark.word}: {reason}.")
    cards.about("added_value", "About these verdicts")


@st.fragment(run_every=1)
def _awaited(ready: Callable[[], Sequence[Judged] | None]) -> None:
    """Words until the verdicts are there, looked for every second; then the page anew."""
    if ready() is not None:
        st.rerun()
    cards.quiet("The verdicts on claims of added value are being worked out, a second or two.")


@once
def _rows(judged: Sequence[Judged], names: Names) -> pd.DataFrame:
    """A claim a row, the surest first."""
    return pd.DataFrame([_row(one, names, at) for at, one in enumerate(in_order(judged))])


@once
def _row(one: Judged, names: Names, place: int) -> dict[str, Any]:
    """One claim as chart, table and line tell it."""
    verdict, claim = one.verdict, one.standing.claim
    mark = theme.CLAIMS[verdict["verdict"]]
    reason = check_words.main_reason(verdict["verdict"], one.reasons)
    better, lower, upper = _better(one)
    outcome = names.indicator(claim.indicator_id)
    area = names.area(claim.area_code)
    effect = claim_words.in_unit(verdict)
    return {
        "claim_id": one.standing.claim_id,
        "name": f"{one.standing.claim_id}|{_in_lines(outcome)}",
        "place": place,
        "better": better,
        "better_lower": lower,
        "better_upper": upper,
        "verdict": verdict["verdict"],
        "sign": mark.text,
        "words": f"{mark.text}: {reason}",
        "spoken": f"{outcome}, {area}: {mark.word}, {effect or reason}",
        "told": claim.title,
        "outcome": outcome,
        "area": area,
        "since": f"{claim.start_date:%B %Y}",
        "partners": ", ".join(partner.name for partner in claim.partners),
        "effect": effect,
        "reason": reason,
        "cost": claim.cost,
        "pooled": claim.pooled,
    }


def _better(one: Judged) -> tuple[float | None, float | None, float | None]:
    """Standardised effect and limits, above 0 for the better whichever way that is."""
    verdict, sign = one.verdict, SIGNS.get(str(one.verdict["polarity"]), 0)
    if is_absent(verdict["standardised"]) or sign == 0:
        return None, None, None
    ends = [verdict["standardised_lower"], verdict["standardised_upper"]]
    if any(is_absent(end) for end in ends):
        return sign * verdict["standardised"], None, None
    lower, upper = sorted(sign * end for end in ends)
    return sign * verdict["standardised"], lower, upper


def _in_lines(name: str) -> str:
    """A name in two lines at most, for the axis."""
    words, line = name.split(), 34
    first = ""
    while words and len(f"{first} {words[0]}") <= line:
        first = f"{first} {words.pop(0)}".strip()
    rest = " ".join(words)
    return f"{first}\n{rest}" if first and rest else first or rest
