"""Weaves: the door of pages to edits of the golden thread, and what an edit would change.

Edits are read by the revision of their own kind. What is written comes back as an Outcome, done or
why not in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from data import register
from data.register import Refused, thread_edits, thread_rules
from data.register.records import Record
from data.register.thread_edits import EditReview
from data.register.thread_in_force import KIND
from data.register.threads import Attached, Link, Node, Thread, ThreadEdit
from queries import edition, fetch, judged_in, release, supposing, workspace
from queries.deciding import Outcome, attempt

__all__ = ["Outcome"]

BREAK = ["kind", "node_id", "indicator_id"]


@dataclass(frozen=True)
class Preview:
    """What an edit would change: breaks that it makes and mends, as `thread_breaks` has them.

    `problem` says why it cannot be, and then nothing else is known.
    """

    edit: ThreadEdit
    problem: str | None = None
    made: pd.DataFrame = field(default_factory=pd.DataFrame)
    mended: pd.DataFrame = field(default_factory=pd.DataFrame)


def every_edit() -> tuple[Record[EditReview], ...]:
    """All edits as they stand, the oldest first."""
    return _every_edit(workspace().path, edition((KIND,)).revisions)


def waiting() -> list[tuple[Record[EditReview], Preview]]:
    """Every edit that waits for a decision, with what it would change."""
    found = [one for one in every_edit() if one.body.state == "proposed"]
    return [(one, previewed(one.body.edit)) for one in found]


def parents_and_indicators(node_id: str) -> tuple[list[str], list[str]]:
    """What a node serves directly, and the indicators that are attached to it, in force."""
    found = _in_force()
    parents = sorted(link.parent_id for link in found.links if link.child_id == node_id)
    return parents, sorted(one.indicator_id for one in found.indicators if one.node_id == node_id)


def drafted(node_id: str, typed: Mapping[str, Any]) -> ThreadEdit:
    """The edit that makes a node what the form says, and puts a new one beneath it if it names one.

    `typed` may hold title, owner, parents, indicators, is_out; new_id, new_title, new_owner and
    new_level, (number, name).
    """
    found = _in_force()
    before = found.nodes.get(node_id)
    if before is None:
        return ThreadEdit()
    if typed.get("is_out"):
        return ThreadEdit(nodes_out=(node_id,), links_out=_beneath(found, node_id))
    mine = _remade(found, before, typed)
    return ThreadEdit(
        nodes=(*mine.nodes, *_new_nodes(typed)),
        links=(*mine.links, *(Link(node.node_id, node_id) for node in _new_nodes(typed))),
        links_out=mine.links_out,
        indicators=mine.indicators,
        indicators_out=mine.indicators_out,
    )


def foreseen(node_id: str, typed: Mapping[str, Any]) -> Preview:
    """What the form of a node says so far would change."""
    return previewed(drafted(node_id, typed))


def previewed(edit: ThreadEdit) -> Preview:
    """What an edit would change if it were approved now."""
    return _previewed(edit, edition((KIND, "target")))


def propose(node_id: str, *, who: str, why: str, **typed: Any) -> Outcome:
    """Put forward what the form of a node says."""
    return attempt(
        lambda kept: thread_edits.propose(kept, drafted(node_id, typed), who=who, why=why),
        "Edit {} of the thread waits for a decision.",
    )


def revise(number: str, *, who: str, why: str, after: int) -> Outcome:
    """Put an edit that was overtaken forward again as it is."""
    edit = next((one.body.edit for one in every_edit() if one.record_id == number), ThreadEdit())
    return attempt(
        lambda kept: thread_edits.revise(kept, number, edit, who=who, why=why, after=after),
        f"Edit {number} was put forward again.",
    )


def approve(number: str, *, who: str, why: str, after: int) -> Outcome:
    """Let an edit change the thread."""
    return attempt(
        lambda kept: thread_edits.approve(kept, number, who=who, why=why, after=after),
        f"Edit {number} was approved; the thread is changed.",
    )


def reject(number: str, *, who: str, why: str, after: int) -> Outcome:
    """Turn an edit down."""
    return attempt(
        lambda kept: thread_edits.reject(kept, number, who=who, why=why, after=after),
        f"Edit {number} was rejected.",
    )


def withdraw(number: str, *, who: str, why: str, after: int) -> Outcome:
    """Take one's own edit back."""
    return attempt(
        lambda kept: thread_edits.withdraw(kept, number, who=who, why=why, after=after),
        f"Edit {number} was withdrawn.",
    )


def _remade(found: Thread, before: Node, typed: Mapping[str, Any]) -> ThreadEdit:
    """The node itself as the form says, with what it serves and is measured by."""
    one = before.node_id
    owner = (typed.get("owner", before.owner) or "").strip() or None
    title = (typed.get("title", before.title) or "").strip()
    now = Node(one, before.level_number, before.level, title, owner, before.origin)
    parents, shown = parents_and_indicators(one)
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


def _new_nodes(typed: Mapping[str, Any]) -> Sequence[Node]:
    code, level = (typed.get("new_id") or "").strip(), typed.get("new_level")
    if not code or not level:
        return ()
    owner = (typed.get("new_owner") or "").strip() or None
    return (Node(code, level[0], level[1], (typed.get("new_title") or "").strip(), owner),)


def _beneath(found: Thread, node_id: str) -> tuple[Link, ...]:
    """Links of what hangs beneath a node and would still hang from something without it."""
    parents = found.parents()
    links = sorted(link for link in found.links if link.parent_id == node_id)
    return tuple(link for link in links if len(parents[link.child_id]) > 1)


def _in_force() -> Thread:
    return _thread(workspace().path, release().key, edition((KIND,)).revisions)


@lru_cache(maxsize=4)
def _thread(path: Path, key: str, revisions: Any) -> Thread:  # what tells one state from another
    return thread_edits.in_force(register.of(workspace()))


@lru_cache(maxsize=4)
def _every_edit(path: Path, revisions: Any) -> tuple[Record[EditReview], ...]:
    return tuple(thread_edits.every(register.of(workspace())))


@lru_cache(maxsize=32)
def _previewed(edit: ThreadEdit, edition: Any) -> Preview:  # the last renews the cache
    try:
        thread_rules.check(edit, _in_force(), set(fetch("choices")["indicator_id"]))
    except Refused as refusal:
        return Preview(edit, problem=str(refusal))
    asked = {**judged_in(workspace().home_area), "partner": None, "level": None}
    before = fetch("thread_breaks", **asked)
    with supposing(KIND, edit):
        after = fetch("thread_breaks", **asked)
    return Preview(edit, made=_without(after, before), mended=_without(before, after))


def _without(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand for other breaks."""
    known = set(map(tuple, others[BREAK].fillna("").to_numpy()))
    return rows[[tuple(one) not in known for one in rows[BREAK].fillna("").to_numpy()]]
