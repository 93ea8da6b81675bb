"""What a round of the questionnaire says, in sentences: what moved, who disagrees, how we know."""

from __future__ import annotations

import math
from collections.abc import Sequence

from components import quantities, theme
from components.records import Record, is_absent

HIDDEN = "not enough answers to show"
NOTES = {
    "too_few": HIDDEN,
    "held_back": "held back, because it would give single answers away",
    "changed_items": "not compared, because its statements changed",
    "no_variation": "not worked out, because everyone answered alike",
    "one_statement": "held back, because with its only statement it would give answers away",
    "one_item": "not worked out, because it is a single statement",
}
# The same where there is little room.
SHORT = {"too_few": "too few to show", "held_back": "held back", "one_statement": "held back"}
MOVED = {"improved": "improved", "slipped": "slipped"}
# Why a score that is shown is not compared with the round before, for a badge.
UNCOMPARED = {"changed_items": "Statements changed", "no_variation": "Answers all alike"}
WHY_UNCOMPARED = {
    "changed_items": "its statements changed, so it is not compared with the round before",
    "no_variation": (
        "in this round or the one before everyone answered alike, so the change is not tested"
    ),
}
SPREAD = {"wider": "more divided", "narrower": "less divided"}
DIFFER = {"organisation": "organisations", "respondent_group": "groups of people"}


def headline(
    now: Sequence[Record], gaps: Sequence[Record], title: str, previous: str | None
) -> str:
    """What happened to the scores of a round; rows as `dimension_scores`, `perception_gaps`."""
    shown = [row for row in now if not is_absent(row["score"])]
    if not shown:
        return f"Too few people answered in {title} to show any score."
    is_tested = any(not is_absent(row["movement"]) for row in shown)
    happened = _changes(shown, title, previous) if previous and is_tested else _ends(shown, title)
    return "; ".join([happened, *divisions(shown, gaps, previous)]) + "."


def _changes(shown: Sequence[Record], title: str, previous: str) -> str:
    between = f"between {previous} and {title}"
    clauses = [
        f"{row['dimension']} {MOVED[row['movement']]} {from_to(row)}"
        for word in MOVED
        for row in shown
        if row["movement"] == word
    ]
    if not clauses:
        return f"No score changed by more than chance explains {between}"
    first, *others = clauses
    first = f"{first} out of 100"
    if not others and sum(not is_absent(row["movement"]) for row in shown) > 1:
        return f"{first} {between}, and no other score changed clearly"
    return f"{listed([first, *others])} {between}"


def _ends(shown: Sequence[Record], title: str) -> str:
    """The highest and the lowest, where there is nothing to compare with."""
    high, low = (side(shown, key=lambda row: row["score"]) for side in (max, min))
    if high is low:
        return f"{high['dimension']} scored {points(high['score'])} out of 100 in {title}"
    best, worst = _apart(high["score"], low["score"])
    return (
        f"In {title} {high['dimension']} scored highest, {best} out of 100, and {low['dimension']} "
        f"lowest, {worst}"
    )


def divisions(shown: Sequence[Record], gaps: Sequence[Record], previous: str | None) -> list[str]:
    """Clauses on where opinion is divided, now or more or less than before."""
    clauses, told = [], set()
    for word, words in SPREAD.items():
        names = [row["dimension"] for row in shown if row["spread_movement"] == word]
        if names and previous:
            clauses.append(f"opinion on {listed(names)} is {words} than in {previous}")
            told |= set(names)
    for kind, who in DIFFER.items():
        rows = [row for row in gaps if row["kind"] == kind and row["is_divided"] is True]
        names = [row["dimension"] for row in rows if row["dimension"] not in told]
        if names:
            clauses.append(f"{who} differ on {listed(names)}")
            told |= set(names)
    return clauses


def of_one(
    row: Record,
    gaps: Sequence[Record],
    title: str,
    previous: str | None,
    groups: Sequence[Record] = (),
) -> str:
    """What happened to one question's score.

    Rows as `dimension_scores`, `perception_gaps` and `group_scores`.
    """
    name = row["dimension"]
    if is_absent(row["score"]):
        return f"{name}: {NOTES.get(row['note'], HIDDEN)} in {title}."
    if row["movement"] in MOVED:
        happened = f"{name} {MOVED[row['movement']]} {from_to(row)} out of 100 since {previous}"
    elif is_absent(row["movement"]):
        happened = f"{name} scored {points(row['score'])} out of 100 in {title}"
    else:
        before, after = _apart(row["previous_score"], row["score"])
        happened = (
            f"{name} scored {after} out of 100 in {title}: no clear change from {before} in "
            f"{previous}"
        )
    clauses = [happened, *divisions([row], gaps, previous)]
    if row["note"] in WHY_UNCOMPARED:
        clauses.append(WHY_UNCOMPARED[row["note"]])
    return "; ".join(clauses) + "." + _widest(gaps, groups)


def _widest(gaps: Sequence[Record], groups: Sequence[Record]) -> str:
    """Who scores lowest and highest where organisations differ clearly, or that they do not."""
    apart = [row for row in gaps if row["kind"] == "organisation" and not is_absent(row["gap"])]
    if not apart:
        return ""
    row = apart[0]
    low, high = points(row["lowest_score"]), points(row["highest_score"])
    stands_out = any(
        one["kind"] == "organisation" and one["stands_out"] in ("above", "below") for one in groups
    )
    if (row["is_divided"] is True or stands_out) and low != high:
        return (
            f" Of the organisations that can be shown, {row['lowest_name']} scores lowest, {low}, "
            f"and {row['highest_name']} highest, {high}."
        )
    is_calm = row["is_divided"] is False and not stands_out
    return " No clear differences between organisations." if is_calm else ""


def polarisation(row: Record, previous: str | None) -> str:
    """How divided opinion is on a question, and whether that changed, by `dimension_scores`."""
    moved = row["spread_movement"] if row["spread_movement"] in SPREAD else None
    return f"{row['polarisation']:.0f}%" + (f" ({moved} than in {previous})" if moved else "")


def moved(row: Record, previous: str | None) -> str:
    """How a score moved since the round before, with its shape, for a badge or a cell."""
    told = movement(row, previous)
    found = mark(row)
    if is_absent(row["score"]):
        return f"✕ {told}"
    return f"{found.glyph} {told}" if found else told


def movement(row: Record, previous: str | None) -> str:
    """How a score moved since the round before, or why nothing is said of it."""
    found = mark(row)
    if is_absent(row["score"]):
        return "Not shown"
    if found is None:
        return UNCOMPARED.get(row["note"], "First round")
    return f"{found.word} since {previous}" if previous else found.word


def mark(row: Record) -> theme.Mark | None:
    """Shape and colour of how a score moved; None where it was not compared."""
    return None if is_absent(row["movement"]) else theme.ROUNDS[row["movement"]]


def since(row: Record, previous: str | None) -> str:
    """The numbers behind how a score moved: from what, by how much."""
    if is_absent(row["score"]) or is_absent(row["change"]) or previous is None:
        return ""
    size = f"{signed(row['change'])} since {previous}"
    if is_absent(row["change_lower"]):
        return size
    return f"{size} (95%: {signed(row['change_lower'])} to {signed(row['change_upper'])})"


def signed(change: float) -> str:
    """A change in whole points with its sign: +3, −3, 0."""
    size = points(abs(change))
    return size if size == "0" else f"{'+' if change > 0 else '−'}{size}"


def from_to(row: Record) -> str:
    """From what to what a score went."""
    before, after = _apart(row["previous_score"], row["score"])
    return f"from {before} to {after}"


def points(score: float) -> str:
    """A score as it is read out: whole points, halves rounded up as the charts do."""
    return f"{math.floor(score + 0.5)}"


def listed(names: Sequence[str]) -> str:
    """Names one after another: one, two and three."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _apart(one: float, other: float) -> tuple[str, str]:
    """Two scores in whole points, or with a decimal where those would be the same."""
    if points(one) == points(other) and not quantities.is_same(one, other):
        return f"{one:.1f}", f"{other:.1f}"
    return points(one), points(other)
