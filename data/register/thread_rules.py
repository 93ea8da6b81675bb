"""Rules of an edit of the thread: what would break it is refused, each fault in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from data.register import Refused, bodies
from data.register.threads import Attached, Link, Thread, ThreadEdit

NODE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
LONGEST_TITLE, LONGEST_NAME, HIGHEST_LEVEL, MOST_FAULTS = 500, 200, 20, 20


def check(edit: ThreadEdit, thread: Thread, indicators: Set[str]) -> None:
    """Raise Refused, naming every fault, when the edit does not fit the thread it is to change.

    `indicators` are those published.
    """
    after = thread.after(edit)
    faults = [
        *_faults_of_nothing(edit),
        *_faults_of_nodes(edit, thread),
        *_faults_of_signs(edit),
        *_faults_of_taking_out(edit, thread),
        *_faults_of_ends(edit, thread, after),
        *_faults_of_indicators(edit, thread, after, indicators),
        *_faults_of_levels(edit, thread, after),
        *_faults_of_circles(edit, after),
    ]
    if faults:
        more = len(faults) - MOST_FAULTS
        said = [*faults[:MOST_FAULTS], *([f"And {more} more."] if more > 0 else [])]
        raise Refused(" ".join(said))


def _faults_of_nothing(edit: ThreadEdit) -> Iterator[str]:
    if not edit:
        yield "Nothing is changed. Say what to put in, to change or to take out."


def _faults_of_nodes(edit: ThreadEdit, thread: Thread) -> Iterator[str]:
    ids = [node.node_id for node in edit.nodes]
    stay = thread.nodes.keys() - {*ids, *edit.nodes_out}
    names = {thread.nodes[one].level_number: thread.nodes[one].level for one in stay}
    for node_id in sorted(
        {one for one in ids if ids.count(one) > 1} | set(ids) & {*edit.nodes_out}
    ):
        yield f"{node_id} is named twice: put it in, change it or take it out."
    for node in edit.nodes:
        if not NODE_ID.fullmatch(node.node_id):
            yield (
                f"{node.node_id!r} cannot be a node's code: up to 40 letters, digits, dots, "
                "hyphens and underscores."
            )
        if not 0 < len(node.title) <= LONGEST_TITLE:
            yield f"Give {node.node_id} a title of at most {LONGEST_TITLE} letters."
        if max(len(node.owner or ""), len(node.origin or ""), len(node.level)) > LONGEST_NAME:
            yield f"An owner, origin or level of {node.node_id} has over {LONGEST_NAME} letters."
        if not 0 <= node.level_number <= HIGHEST_LEVEL:
            yield f"Levels go from 0 to {HIGHEST_LEVEL}; {node.node_id} is on {node.level_number}."
        usual = names.setdefault(node.level_number, node.level)
        if not node.level or usual != node.level:
            yield f"Level {node.level_number} is called {usual!r}, not {node.level!r}."


def _faults_of_signs(edit: ThreadEdit) -> Iterator[str]:
    for node in edit.nodes:
        if bodies.TURNING.search(f"{node.title}{node.owner}{node.origin}{node.level}"):
            yield f"{node.node_id} holds a sign that turns letters round. Type it again."


def _faults_of_taking_out(edit: ThreadEdit, thread: Thread) -> Iterator[str]:
    gone = set(edit.nodes_out)
    for node_id in sorted(gone - thread.nodes.keys()):
        yield f"There is no node {node_id} to take out."
    left = thread.links - set(edit.links_out) | set(edit.links)
    for link in sorted(left):
        if link.parent_id in gone and link.child_id not in gone:
            yield (
                f"{link.child_id} hangs beneath {link.parent_id}, which is to be taken out: take "
                "that link out too, or both nodes."
            )


def _faults_of_ends(edit: ThreadEdit, thread: Thread, after: Thread) -> Iterator[str]:
    for link in edit.links:
        if link.child_id == link.parent_id:
            yield f"{link.child_id} cannot serve itself."
        elif link in thread.links and link not in edit.links_out:
            yield f"{link.child_id} serves {link.parent_id} already."
        for node_id in (link.child_id, link.parent_id):
            if node_id not in after.nodes and node_id not in edit.nodes_out:
                yield f"There is no node {node_id}, so it cannot be linked."
    for link in edit.links_out:
        if link not in thread.links:
            yield f"{link.child_id} does not serve {link.parent_id}, so there is no link to take."


def _faults_of_indicators(
    edit: ThreadEdit, thread: Thread, after: Thread, indicators: Set[str]
) -> Iterator[str]:
    for one in edit.indicators:
        if one.node_id not in after.nodes:
            yield f"There is no node {one.node_id} for {one.indicator_id} to be attached to."
        if one.indicator_id not in indicators:
            yield f"No published indicator is called {one.indicator_id}."
        if one in thread.indicators:
            yield f"{one.indicator_id} is attached to {one.node_id} already."
    yield from (_not_attached(one) for one in edit.indicators_out if one not in thread.indicators)


def _not_attached(one: Attached) -> str:
    return f"{one.indicator_id} is not attached to {one.node_id}, so it cannot be taken off."


def _faults_of_levels(edit: ThreadEdit, thread: Thread, after: Thread) -> Iterator[str]:
    """Of links that are new, or of a node that changes its level; others stay as published."""
    moved = {node.node_id for node in edit.nodes if _moves(node.node_id, thread, after)}
    looked_at = {*edit.links, *(link for link in after.links if {*_ends(link)} & moved)}
    for link in sorted(looked_at):
        child, parent = after.nodes.get(link.child_id), after.nodes.get(link.parent_id)
        if child and parent and child != parent and child.level_number <= parent.level_number:
            names = [f"{one.node_id} ({one.level.replace('_', ' ')})" for one in (child, parent)]
            yield (
                f"{' cannot serve '.join(names)}: what serves is on a later level than what it "
                "serves."
            )


def _moves(node_id: str, thread: Thread, after: Thread) -> bool:
    before, now = thread.nodes.get(node_id), after.nodes.get(node_id)
    return before is not None and now is not None and before.level_number != now.level_number


def _ends(link: Link) -> tuple[str, str]:
    return link.child_id, link.parent_id


def _faults_of_circles(edit: ThreadEdit, after: Thread) -> Iterator[str]:
    circle = after.circle(sorted({link.child_id for link in edit.links}))
    if circle and len(set(circle)) > 1:
        yield f"That closes a circle: {' serves '.join(circle)}."
