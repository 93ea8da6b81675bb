"""Threads: the golden thread as nodes, links and indicators, and an edit of it.

A node is an aim, an outcome, an objective, a role's contribution or a learning activity; a link
says which node a node serves. Owners are partners, departments and posts, never people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Node:
    """One node of the thread, as the published table has it."""

    node_id: str
    level_number: int
    level: str
    title: str
    owner: str | None = None
    origin: str | None = None


@dataclass(frozen=True, order=True)
class Link:
    """That one node serves another."""

    child_id: str
    parent_id: str


@dataclass(frozen=True, order=True)
class Attached:
    """That an indicator shows how a node stands."""

    node_id: str
    indicator_id: str


@dataclass(frozen=True)
class ThreadEdit:
    """What is to change at once: nodes put in or changed, links and indicators put in, and each of
    the three taken out. What a node served and was measured by goes with it.
    """

    nodes: tuple[Node, ...] = ()
    nodes_out: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    links_out: tuple[Link, ...] = ()
    indicators: tuple[Attached, ...] = ()
    indicators_out: tuple[Attached, ...] = ()

    @property
    def touched(self) -> frozenset[str]:
        """Ids of every node that it changes, or changes what it serves or is measured by."""
        nodes = {node.node_id for node in self.nodes} | set(self.nodes_out)
        links = {link.child_id for link in (*self.links, *self.links_out)}
        attached = (*self.indicators, *self.indicators_out)
        return frozenset(nodes | links | {one.node_id for one in attached})

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return any(vars(self).values())


@dataclass(frozen=True)
class Thread:
    """A whole thread: its nodes by id, its links, its indicators."""

    nodes: Mapping[str, Node] = field(default_factory=dict)
    links: frozenset[Link] = frozenset()
    indicators: frozenset[Attached] = frozenset()

    def after(self, edit: ThreadEdit) -> Thread:
        """The thread as the edit leaves it, unchecked: what it names in vain changes nothing."""
        out = set(edit.nodes_out)
        nodes = {**self.nodes, **{node.node_id: node for node in edit.nodes}}
        return Thread(
            {node_id: node for node_id, node in nodes.items() if node_id not in out},
            self.links - set(edit.links_out) | set(edit.links),
            self.indicators - set(edit.indicators_out) | set(edit.indicators),
        ).without_loose_ends(out)

    def without_loose_ends(self, out: set[str]) -> Thread:
        """The thread without what nodes that were taken out served and were measured by."""
        links = frozenset(link for link in self.links if link.child_id not in out)
        kept = frozenset(one for one in self.indicators if one.node_id not in out)
        return Thread(self.nodes, links, kept)

    def whole(self) -> Thread:
        """The thread without links and indicators of nodes that it does not have."""
        ends = ((link, {link.child_id, link.parent_id}) for link in self.links)
        links = frozenset(link for link, nodes in ends if nodes <= self.nodes.keys())
        kept = frozenset(one for one in self.indicators if one.node_id in self.nodes)
        return Thread(self.nodes, links, kept)

    def parents(self) -> dict[str, list[str]]:
        """What each node serves directly, in order."""
        found: dict[str, list[str]] = {}
        for link in sorted(self.links):
            found.setdefault(link.child_id, []).append(link.parent_id)
        return found

    def about(self, node_id: str) -> tuple[Node | None, frozenset[Link], frozenset[Attached]]:
        """A node with what it serves and is measured by."""
        links = frozenset(link for link in self.links if link.child_id == node_id)
        kept = frozenset(one for one in self.indicators if one.node_id == node_id)
        return self.nodes.get(node_id), links, kept

    def above(self, node_id: str) -> set[str]:
        """Every node that a node serves, however far up."""
        parents, found, waiting = self.parents(), set(), [node_id]
        while waiting:
            new = set(parents.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return found - {node_id}

    def circle(self, starts: Iterable[str]) -> list[str] | None:
        """A way from one of these nodes upwards that comes back to where it was, or None."""
        parents, done = self.parents(), set()
        for start in starts:
            path: list[str] = []
            waiting: list[tuple[str, Iterator[str]]] = [(start, iter(parents.get(start, ())))]
            while waiting:
                node, above = waiting[-1]
                if len(path) < len(waiting):
                    path.append(node)
                following = next((one for one in above if one not in done), None)
                if following is None:
                    done.add(node)
                    waiting.pop()
                    path.pop()
                elif following in path:
                    return [*path[path.index(following) :], following]
                else:
                    waiting.append((following, iter(parents.get(following, ()))))
        return None


def difference(before: Thread, after: Thread) -> ThreadEdit:
    """The edit that makes one thread of another."""
    changed = [node for key, node in after.nodes.items() if before.nodes.get(key) != node]
    out = before.nodes.keys() - after.nodes.keys()
    gone = (link for link in before.links - after.links if link.child_id not in out)
    loose = (one for one in before.indicators - after.indicators if one.node_id not in out)
    return ThreadEdit(
        nodes=tuple(sorted(changed, key=lambda node: (node.level_number, node.node_id))),
        nodes_out=tuple(sorted(out)),
        links=tuple(sorted(after.links - before.links)),
        links_out=tuple(sorted(gone)),
        indicators=tuple(sorted(after.indicators - before.indicators)),
        indicators_out=tuple(sorted(loose)),
    )
