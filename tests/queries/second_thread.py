"""A second version of the thread's questions, in plain Python: written apart from the SQL."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

NEED = {"intervention": 0, "within_tolerance": 1, "on_target": 2}


@dataclass(frozen=True)
class Woven:
    """A thread as plain values.

    `nodes` by id: (level number, level, owner or None). `links` are pairs of child and parent,
    `attached` of node and indicator. `statuses` are those of scorecard indicators.
    """

    nodes: Mapping[str, tuple[int, str, str | None]]
    links: frozenset[tuple[str, str]]
    attached: frozenset[tuple[str, str]]
    statuses: Mapping[str, str]

    @cached_property
    def up(self) -> dict[str, set[str]]:
        found = defaultdict(set)
        for child, parent in self.links:
            found[child].add(parent)
        return found

    @cached_property
    def down(self) -> dict[str, set[str]]:
        found = defaultdict(set)
        for child, parent in self.links:
            found[parent].add(child)
        return found

    def reached(self, start: str, ways: Mapping[str, set[str]]) -> dict[str, int]:
        """Every node reached from one, itself left out, with how many steps away it is."""
        distance, edge, step = {start: 0}, {start}, 0
        while edge:
            step += 1
            edge = {n for node in edge for n in ways.get(node, ())} - distance.keys()
            distance |= dict.fromkeys(edge, step)
        return {node: steps for node, steps in distance.items() if steps}

    def sight(self, node: str) -> set[tuple[str, str, int]]:
        """Side, node and distance of everything in a node's line of sight."""
        above = {("above", n, steps) for n, steps in self.reached(node, self.up).items()}
        beneath = {("beneath", n, steps) for n, steps in self.reached(node, self.down).items()}
        return above | beneath | {("chosen", node, 0)}

    def counts(self, node: str) -> tuple[int | str | None, ...]:
        """Indicators on a node or beneath it; on target, within, intervention; the worst."""
        under = {node, *self.reached(node, self.down)}
        shown = {i for n, i in self.attached if n in under and i in self.statuses}
        found = [self.statuses[one] for one in shown]
        worst = min(found, key=lambda status: NEED.get(status, 3), default=None)
        return len(found), *(found.count(one) for one in list(NEED)[::-1]), worst

    @cached_property
    def outcomes(self) -> set[str]:
        named = {n for n, (_, level, _) in self.nodes.items() if "outcome" in level}
        first = min(number for number, _, _ in self.nodes.values())
        return named or {n for n, (number, _, _) in self.nodes.items() if number == first}

    def breaks(self) -> set[tuple[str, str]]:
        """Kind and node or indicator of every break."""
        numbers = sorted({number for number, _, _ in self.nodes.values()})
        rank = {node: numbers.index(number) for node, (number, _, _) in self.nodes.items()}
        top = min(rank[node] for node in self.outcomes)
        on_nodes = {indicator for _, indicator in self.attached}
        return {
            *_all("nothing_beneath", (n for n in self.outcomes if not self.down.get(n))),
            *_all(
                "no_outcome",
                (
                    n
                    for n in self.nodes
                    if rank[n] > top and not self.outcomes & {n, *self.reached(n, self.up)}
                ),
            ),
            *_all("no_indicator", (n for n in self.nodes if self._is_blind(n))),
            *_all("no_objective", self.statuses.keys() - on_nodes),
            *_all(
                "level_skipped",
                (
                    n
                    for n in self.nodes
                    if self.up.get(n) and rank[n] - max(rank[p] for p in self.up[n]) > 1
                ),
            ),
            *_all("no_owner", (n for n, (_, _, owner) in self.nodes.items() if not owner)),
        }

    def _is_blind(self, node: str) -> bool:
        _, level, _ = self.nodes[node]
        words = set(re.split("[^a-z]+", level.lower()))
        is_measured = words & {"objective", "objectives", "aim", "aims", "priority", "priorities"}
        is_left_out = words & {"role", "learning", "national"} or node in self.outcomes
        return bool(is_measured and not is_left_out and not self.counts(node)[0])


def _all(kind: str, things: Iterable[str]) -> set[tuple[str, str]]:
    return {(kind, thing) for thing in things}
