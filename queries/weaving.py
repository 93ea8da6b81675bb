"""Weaves: the door of pages to edits of the golden thread, and what an edit would change.

Edits are read by the revision of their own kind. What is written comes back as an Outcome, done or
why not in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from data import register
from data.register import Refused, thread_edits, thread_rules
from data.register.records import Record
from data.register.thread_edits import EditReview
from data.register.thread_in_force import KIND
from data.register.threads import Node, ThreadEdit
from queries import edition, fetch, judged_in, supposing, workspace
from queries.deciding import Outcome, attempt
from queries.woven import as_it_stands, drafted, in_force, unmoved

__all__ = ["Outcome", "as_it_stands", "drafted"]

STANDING = ["worst", "indicators"]
BREAK = ["kind", "node_id", "indicator_id"]


@dataclass(frozen=True)
class Preview:
    """What an edit would change: breaks that it makes and mends, as `thread_breaks` has them.

    `moved` are nodes of which the worst status or the count of indicators would be another, as
    `thread_standing` has them, with `worst_so` and `indicators_so`. `problem` says why the edit
    cannot be, and then nothing else is known. `before` are the nodes that it changes as they are
    now, `actions` and `feedback` how many hang on nodes that it takes out, `seen` the mark of the
    node that the form of it began with.
    """

    edit: ThreadEdit
    problem: str | None = None
    before: Mapping[str, Node] = field(default_factory=dict)
    actions: int = 0
    feedback: int = 0
    seen: str | None = None
    made: pd.DataFrame = field(default_factory=pd.DataFrame)
    mended: pd.DataFrame = field(default_factory=pd.DataFrame)
    moved: pd.DataFrame = field(default_factory=pd.DataFrame)


def every_edit() -> tuple[Record[EditReview], ...]:
    """All edits as they stand, the oldest first."""
    return _every_edit(workspace().path, edition((KIND,)).revisions)


def waiting() -> list[Record[EditReview]]:
    """Every edit that waits for a decision; what one would change is worked out when it is shown,
    as each takes 0.1 s at 2,000 nodes.
    """
    return [one for one in every_edit() if one.body.state == "proposed"]


def foreseen(node_id: str, typed: Mapping[str, Any]) -> Preview:
    """What the form of a node says so far would change."""
    seen = typed.get("seen")
    try:
        edit = drafted(node_id, typed)
    except Refused as refusal:
        return Preview(ThreadEdit(), problem=str(refusal), seen=seen)
    return replace(previewed(edit) if edit else Preview(edit), seen=seen)


def previewed(edit: ThreadEdit) -> Preview:
    """What an edit would change if it were approved now."""
    found = _previewed(edit, edition((KIND, "target")))
    if not edit.nodes_out or found.problem:
        return found
    gone = list(edit.nodes_out)
    acts = fetch("node_actions", node_ids=gone, today=workspace().today)["action_id"].nunique()
    counts = fetch("feedback_counts")
    said = counts.loc[counts["node_id"].isin(gone), "here"].sum()
    return replace(found, actions=int(acts), feedback=int(said))


def propose(node_id: str, *, who: str, why: str, seen: str | None = None, **typed: Any) -> Outcome:
    """Put forward what the form of a node says; `seen` is the mark of the node it began with."""

    def written(kept: register.Register) -> str:
        unmoved(node_id, seen)
        return thread_edits.propose(kept, drafted(node_id, typed), who=who, why=why)

    return attempt(written, "Edit {} of the thread waits for a decision.")


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


@lru_cache(maxsize=4)
def _every_edit(path: Path, revisions: Any) -> tuple[Record[EditReview], ...]:
    return tuple(thread_edits.every(register.of(workspace())))


@lru_cache(maxsize=32)
def _previewed(edit: ThreadEdit, edition: Any) -> Preview:  # the last renews the cache
    try:
        now = in_force()
        thread_rules.check(edit, now, set(fetch("choices")["indicator_id"]))
    except Refused as refusal:
        return Preview(edit, problem=str(refusal))
    before, stood = _asked()
    with supposing(KIND, edit):
        after, stands = _asked()
    return Preview(
        edit,
        before={
            one.node_id: now.nodes[one.node_id] for one in edit.nodes if one.node_id in now.nodes
        },
        made=_without(after, before),
        mended=_without(before, after),
        moved=_moved(stood, stands),
    )


def _asked() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The breaks, and how every node stands."""
    judged = judged_in(workspace().home_area)
    breaks = fetch("thread_breaks", **judged, partner=None, level=None)
    return breaks, fetch("thread_standing", **judged)


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    both = before.merge(after[["node_id", *STANDING]], on="node_id", suffixes=("", "_so"))
    now, so = both[STANDING], both[[f"{name}_so" for name in STANDING]]
    known = [rows.astype(object).where(rows.notna(), None).to_numpy() for rows in (now, so)]
    return both[(known[0] != known[1]).any(axis=1)]


def _without(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand for other breaks."""
    known = set(map(tuple, others[BREAK].fillna("").to_numpy()))
    return rows[[tuple(one) not in known for one in rows[BREAK].fillna("").to_numpy()]]
