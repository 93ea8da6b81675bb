"""Woven: the thread in force as the register holds it, and the edit that a node's form comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from data import register
from data.register import Refused, thread_edits
from data.register.thread_in_force import KIND
from data.register.threads import Attached, Link, Node, Thread, ThreadEdit
from queries import edition, release, workspace


@dataclass(frozen=True)
class Standing:
    """What a node serves directly and its indicators, and a mark that is another once any of it,
    its title or its owner is.
    """

    parents: tuple[str, ...]
    indicators: tuple[str, ...]
    mark: str


def in_force() -> Thread:
    """The thread in force. Raises Refused when none is served."""
    return _thread(workspace().path, release().key, edition((KIND,)).revisions)


def as_it_stands(node_id: str) -> Standing:
    """How a node stands in force, for a form that begins with it."""
    found = in_force()
    parents = sorted(link.parent_id for link in found.links if link.child_id == node_id)
    shown = sorted(one.indicator_id for one in found.indicators if one.node_id == node_id)
    whole = repr((found.nodes.get(node_id), parents, shown))
    return Standing(tuple(parents), tuple(shown), sha256(whole.encode()).hexdigest()[:12])


def unmoved(node_id: str, mark: str | None) -> None:
    """Raise Refused where a node is no longer as it was when a form began with it.

    What the form did not touch would be put back to what it was then.
    """
    if mark is not None and as_it_stands(node_id).mark != mark:
        raise Refused(
            f"{node_id} was changed since you began, and nothing was put forward. Look at it as it "
            "is now, then change what is still to be changed."
        )


def drafted(node_id: str, typed: Mapping[str, Any]) -> ThreadEdit:
    """The edit that makes a node what the form says, and puts a new one beneath it if it names one.

    `typed` may hold title, owner, parents, indicators, is_out; new_id, new_title, new_owner and
    new_level, (number, name). Raises Refused when the new one has no code, or another's.
    """
    found = in_force()
    before = found.nodes.get(node_id)
    if before is None:
        return ThreadEdit()
    if typed.get("is_out"):
        return ThreadEdit(nodes_out=(node_id,), links_out=_beneath(found, node_id))
    mine, new = _remade(found, before, typed), _new_nodes(found, typed)
    return ThreadEdit(
        nodes=(*mine.nodes, *new),
        links=(*mine.links, *(Link(node.node_id, node_id) for node in new)),
        links_out=mine.links_out,
        indicators=mine.indicators,
        indicators_out=mine.indicators_out,
    )


def _remade(found: Thread, before: Node, typed: Mapping[str, Any]) -> ThreadEdit:
    """The node itself as the form says, with what it serves and is measured by."""
    one = before.node_id
    owner = (typed.get("owner", before.owner) or "").strip() or None
    title = (typed.get("title", before.title) or "").strip()
    now = Node(one, before.level_number, before.level, title, owner, before.origin)
    standing = as_it_stands(one)
    parents, shown = standing.parents, standing.indicators
    serves, measured = (
        set(parents if typed.get("parents") is None else typed["parents"]),
        set(shown if typed.get("indicators") is None else typed["indicators"]),
    )
    return ThreadEdit(
        nodes=(now,) if now != before else (),
        links=tuple(Link(one, up) for up in sorted(serves - {*parents})),
        links_out=tuple(Link(one, up) for up in parents if up not in serves),
        indicators=tuple(Attached(one, code) for code in sorted(measured - {*shown})),
        indicators_out=tuple(Attached(one, code) for code in shown if code not in measured),
    )


def _new_nodes(found: Thread, typed: Mapping[str, Any]) -> Sequence[Node]:
    said = [(typed.get(f"new_{part}") or "").strip() for part in ("id", "title", "owner")]
    (code, title, owner), level = said, typed.get("new_level")
    if not any(said) or not level:
        return ()
    if not code:
        raise Refused("Give the new node a code, such as LA12: links and files name it by that.")
    if code in found.nodes:
        raise Refused(
            f"{code} is the code of “{found.nodes[code].title}” already. Give the new node another."
        )
    return (Node(code, level[0], level[1], title, owner or None),)


def _beneath(found: Thread, node_id: str) -> tuple[Link, ...]:
    """Links of what hangs beneath a node and would still hang from something without it."""
    parents = found.parents()
    links = sorted(link for link in found.links if link.parent_id == node_id)
    return tuple(link for link in links if len(parents[link.child_id]) > 1)


@lru_cache(maxsize=4)
def _thread(path: Path, key: str, revisions: Any) -> Thread:  # what tells one state from another
    return thread_edits.in_force(register.of(workspace()))
