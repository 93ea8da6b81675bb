"""Turnout: how many of those invited have answered, with groups too small to show left out.

The rule is the one that published rounds are shown by. An organisation (or group) of which fewer
than N people answered, or were invited, is hidden, and while those hidden hold fewer than N people
together, the smallest that is shown is hidden as well, because it could be found by subtraction.
Organisations and groups overlap, so sums of one can be taken from sums of the other: the groups are
held back where that would leave fewer than N people.

While a round is open, numbers that are watched would tell of everybody who answers. So they are
told in whole steps of N, of everybody together and of organisations; which ones those are follows
from who is invited, so that nobody's answer changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from data.register.plans import Place

Note = Literal["too_few", "held_back"]
MOST_GROUPS = 10  # more would take too long to look through, and are held back
KINDS: tuple[Literal["organisation"], Literal["respondent_group"]] = (
    "organisation",
    "respondent_group",
)
Inside = dict[str | None, tuple[int, int]]  # of an organisation by group: people, of those invited


@dataclass(frozen=True)
class Turnout:
    """Numbers of the whole round, of an organisation, or of a group.

    responses is None where it is hidden, and while the round is open; then at_least has it rounded
    down to whole steps of the smallest group.
    """

    kind: Literal["all", "organisation", "respondent_group"]
    name: str | None
    invited: int
    responses: int | None
    note: Note | None = None
    at_least: int | None = None


def turnout(
    invited: Mapping[Place, int], responses: Mapping[Place, int], minimum: int
) -> list[Turnout]:
    """Numbers of a round that is over: of those invited, and of responses where they may be shown.

    One row for the whole round, then one an organisation, then one a group.
    """
    total = sum(responses.values())
    people = {place: responses.get(place, 0) for place in invited}
    is_shown = total >= minimum
    note: Note | None = None if is_shown else "too_few"
    rows = [Turnout("all", None, sum(invited.values()), total if is_shown else None, note)]
    hidden = [_hidden(_sums(people, side), _sums(invited, side), minimum) for side in range(2)]
    is_held_back = isolates(people, invited, *hidden, minimum)
    for side, kind in enumerate(KINDS):
        answered = _sums(people, side)
        for name, asked in sorted(_sums(invited, side).items()):
            if is_shown and side and is_held_back:
                note = "held_back"
            else:
                note = None if is_shown and name not in hidden[side] else "too_few"
            rows.append(Turnout(kind, name, asked, None if note else answered[name], note))
    return rows


def so_far(
    invited: Mapping[Place, int], responses: Mapping[Place, int], minimum: int
) -> list[Turnout]:
    """Numbers of a round that is open, in whole steps of the minimum.

    One row for the whole round, then one an organisation; none a group.
    """
    people, answered = _sums(invited, 0), _sums(responses, 0)
    hidden = _hidden(people, people, minimum)

    def whole_steps(count: int) -> int:
        return count - count % minimum

    rows = [
        Turnout("organisation", name, asked, None, "too_few")
        if name in hidden
        else Turnout("organisation", name, asked, None, at_least=whole_steps(answered.get(name, 0)))
        for name, asked in sorted(people.items())
    ]
    total = whole_steps(sum(responses.values()))
    return [Turnout("all", None, sum(invited.values()), None, at_least=total), *rows]


def isolates(
    people: Mapping[Place, int],
    invited: Mapping[Place, int],
    organisations: set[str],
    groups: set[str],
    minimum: int,
) -> bool:
    """Whether sums of organisations and of groups, those hidden being merged, give few away.

    What comes out of subtracting them concerns, at the least, the people on one cut of the network
    that links organisations to the groups of their people; or that of a few invited nobody did.
    """
    known = [{name for name, count in _sums(people, side).items() if count} for side in range(2)]
    members: dict[str | None, Inside] = {}
    for (organisation, group), count in people.items():
        if organisation in known[0] | organisations and group in known[1] | groups:
            inside = members.setdefault(None if organisation in organisations else organisation, {})
            merged = None if group in groups else group
            before = inside.get(merged, (0, 0))
            inside[merged] = before[0] + count, before[1] + invited[organisation, group]
    nodes = sorted({group for inside in members.values() for group in inside}, key=str)
    if len(nodes) > MOST_GROUPS:
        return True
    return any(
        0 < cut < minimum or (not cut and 0 < asked < minimum)
        for cut, asked in _cuts([*members.values()], nodes)
    )


def _cuts(
    organisations: Sequence[Inside], groups: Sequence[str | None]
) -> Iterator[tuple[int, int]]:
    """People on the cut and how many of them were invited, for each way of parting the groups.

    An organisation goes to the side where most of its people are.
    """
    for parting in range(1, 1 << max(len(groups) - 1, 0)):
        chosen = {group for at, group in enumerate(groups) if parting >> at & 1}
        sides = [
            min(
                _summed(people for group, people in inside.items() if group in chosen),
                _summed(people for group, people in inside.items() if group not in chosen),
            )
            for inside in organisations
        ]
        yield _summed(sides)


def _summed(people: Iterable[tuple[int, int]]) -> tuple[int, int]:
    found = [*people]
    return sum(count for count, _ in found), sum(asked for _, asked in found)


def _hidden(counts: Mapping[str, int], invited: Mapping[str, int], minimum: int) -> set[str]:
    """Names that may not be shown; others that nobody answered from are shown as 0."""
    known = sorted(
        (count, name) for name, count in counts.items() if count or invited[name] < minimum
    )
    hidden = [one for one in known if one[0] < minimum]
    while hidden and sum(count for count, _ in hidden) < minimum and len(hidden) < len(known):
        hidden.append(known[len(hidden)])
    return {name for _, name in hidden}


def _sums(counts: Mapping[Place, int], side: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for place, count in counts.items():
        sums[place[side]] = sums.get(place[side], 0) + count
    return sums
