"""Rules of an action: what it must say, and what must be there for it to serve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection

from data.contract import STEP_KINDS
from data.register import Refused, bodies, records, roles
from data.register.actions import Action


@dataclass(frozen=True)
class Known:
    """Ids of what there is to serve."""

    indicators: frozenset[str]
    areas: frozenset[str]
    nodes: frozenset[str]


def check(action: Action, known: Known) -> None:
    """Raise Refused, naming every fault, when the action is not whole or serves what is not."""
    faults = [
        *_faults_of_words(action),
        *_faults_of_steps(action),
        *_faults_of_changes(action),
        *_faults_of_ids(action, known),
    ]
    if faults:
        raise Refused(" ".join(faults))


def not_a_person(connection: Connection, post: str) -> None:
    """Raise Refused when the post is the name of somebody whom the register knows.

    Names that it does not know cannot be told from posts; the form asks for a post.
    """
    if records.latest(connection, roles.KIND, roles.key(post)) is not None:
        raise Refused(f"{post} is a person. Name the post, such as Head of waste services.")


def _faults_of_words(action: Action) -> Iterator[str]:
    if not action.title:
        yield "Give the action a title."
    if not action.owner_post or not action.owner_partner:
        yield "Say which post of which partner answers for it."
    steps = (text for step in action.steps for text in (step.text, step.evidence or ""))
    said = (action.title, action.owner_post, action.owner_partner, *steps)
    if bodies.TURNING.search("".join(said)):
        yield "It holds a sign that turns letters round. Type it again."
    if action.end_date < action.start_date:
        yield "The action ends before it starts."
    if action.cost is not None and action.cost < 0:
        yield "The cost is below zero."


def _faults_of_steps(action: Action) -> Iterator[str]:
    order = [STEP_KINDS.index(step.kind) for step in action.steps]
    if any(before > after for before, after in pairwise(order)):
        yield "The steps go from actions by outputs and intermediate results to the outcome."
    if not all(step.text for step in action.steps):
        yield "A step says nothing."


def _faults_of_changes(action: Action) -> Iterator[str]:
    places = [(one.indicator_id, one.area_code) for one in action.serves]
    if len(set(places)) < len(places):
        yield "An indicator is named twice in one area."
    if len(set(action.nodes)) < len(action.nodes):
        yield "A node is named twice."
    for one in action.serves:
        if (one.expected_change is None) != (one.expected_unit is None):
            yield f"Say both by how much {one.indicator_id} is to change and in what, or neither."


def _faults_of_ids(action: Action, known: Known) -> Iterator[str]:
    for indicator_id in sorted({one.indicator_id for one in action.serves} - known.indicators):
        yield f"No published indicator is called {indicator_id}."
    for code in sorted({one.area_code for one in action.serves} - known.areas):
        yield f"No published area has the code {code}."
    for node_id in sorted({*action.nodes} - known.nodes):
        yield f"The golden thread has no node {node_id}."
