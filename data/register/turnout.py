"""Turnout: how many of those invited have answered, with groups too small to show left out.

The rule is the one that published rounds are shown by. An organisation (or group) of which 1 to
N-1 people answered is hidden, and while those hidden hold fewer than N people together, the
smallest that is shown is hidden as well, because it could be found by subtraction. Organisations
and groups overlap, so sums of one can be taken from sums of the other: the groups are held back
when any such sum would leave fewer than N people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from data.register.plans import Place

Note = Literal["too_few", "held_back"]
MOST_GROUPS = 6  # more would take too long to look through, and are held back
KINDS: tuple[Literal["organisation"], Literal["respondent_group"]] = (
    "organisation",
    "respondent_group",
)


@dataclass(frozen=True)
class Turnout:
    """Numbers of the whole round, of an organisation, or of a group; responses None if hidden."""

    kind: Literal["all", "organisation", "respondent_group"]
    name: str | None
    invited: int
    responses: int | None
    note: Note | None = None


def turnout(
    invited: Mapping[Place, int], responses: Mapping[Place, int], minimum: int
) -> list[Turnout]:
    """Numbers invited, which everybody may know, and responses where they may be shown.

    One row for the whole round, then one an organisation, then one a group.
    """
    total = sum(responses.values())
    is_shown = total == 0 or total >= minimum
    count, note = (total, None) if is_shown else (None, "too_few")
    whole = Turnout("all", None, sum(invited.values()), count, note)
    hidden = [_hidden(_sums(responses, side), minimum) for side in range(len(KINDS))]
    is_held_back = isolates(responses, *hidden, minimum)
    rows = [whole]
    for side, kind in enumerate(KINDS):
        answered = _sums(responses, side)
        for name, people in sorted(_sums(invited, side).items()):
            note: Note | None = None
            is_told = answered.get(name) or people >= minimum or not total
            if not is_shown or name in hidden[side] or not is_told:
                note = "too_few"
            elif side and is_held_back:
                note = "held_back"
            count = None if note else answered.get(name, 0)
            rows.append(Turnout(kind, name, people, count, note))
    return rows


def isolates(
    people: Mapping[Place, int], organisations: set[str], groups: set[str], minimum: int
) -> bool:
    """Whether sums of organisations and of groups, those hidden being merged, give few away.

    A sum that counts some people once and all others not at all gives each group g a whole number
    b(g); within an organisation these differ by 1 at most, and the people counted are those of the
    larger where both occur. Organisations with one value only are counted whole or not at all.
    """
    members: dict[str | None, dict[str | None, int]] = {}
    for (organisation, group), count in people.items():
        if count:
            inside = members.setdefault(None if organisation in organisations else organisation, {})
            merged = None if group in groups else group
            inside[merged] = inside.get(merged, 0) + count
    if len({group for inside in members.values() for group in inside}) > MOST_GROUPS:
        return True
    return any(0 < found < minimum for found in _given_away(members.values()))


def _given_away(organisations: Collection[Mapping[str | None, int]]) -> Iterator[int]:
    """People counted by each choice of b, given each organisation's people by group."""
    groups = sorted({group for inside in organisations for group in inside}, key=str)
    for values in product(range(len(groups)), repeat=len(groups)):
        b = dict(zip(groups, values, strict=True))
        least = [min(b[group] for group in inside) for inside in organisations]
        above = [
            [(b[group] - low, count) for group, count in inside.items()]
            for low, inside in zip(least, organisations, strict=True)
        ]
        if all(step <= 1 for inside in above for step, _ in inside):
            yield sum(step * count for inside in above for step, count in inside)


def _hidden(counts: Mapping[str, int], minimum: int) -> set[str]:
    """Names that may not be shown; those that nobody answered from are shown as 0."""
    answered = sorted((count, name) for name, count in counts.items() if count)
    hidden = [one for one in answered if one[0] < minimum]
    while hidden and sum(count for count, _ in hidden) < minimum and len(hidden) < len(answered):
        hidden.append(answered[len(hidden)])
    return {name for _, name in hidden}


def _sums(counts: Mapping[Place, int], side: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for place, count in counts.items():
        sums[place[side]] = sums.get(place[side], 0) + count
    return sums
