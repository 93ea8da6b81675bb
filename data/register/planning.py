"""Planning: actions put into the improvement plan and changed, in versions.

The working group writes them and nobody approves. An action that was published is its version 0;
what the register says of it replaces it.
"""

from __future__ import annotations

import re

from data.register import (
    Refused,
    Register,
    action_rules,
    bodies,
    definitions,
    records,
    roles,
    thread_edits,
)
from data.register.action_rules import Known
from data.register.actions import KIND, Action
from data.register.connecting import reading, writing
from data.register.records import Record


def add(
    register: Register, action: Action, *, who: str, why: str, taken: frozenset[str] = frozenset()
) -> str:
    """Put a new action into the plan; its id, none of those `taken` by published ones.

    Raises NotAllowed, Refused.
    """
    action = _fitting(register, action)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        action_rules.not_a_person(connection, action.owner_post)
        number = records.count(connection, KIND) + 1
        while f"action-{number}" in taken or records.latest(connection, KIND, f"action-{number}"):
            number += 1
        key = (KIND, f"action-{number}")
        records.append(connection, key, action, after=0, by=author, why=why)
    return key[1]


def change(
    register: Register, action_id: str, action: Action, *, who: str, why: str, after: int
) -> int:
    """Change an action; its new version. `after` is the version that was seen, 0 as published.

    Raises NotAllowed, Refused, records.Superseded.
    """
    if not re.fullmatch(r"[A-Za-z0-9][\w-]{0,60}", action_id):
        raise Refused(f"{action_id!r} cannot name an action: letters, digits, dashes.")
    action = _fitting(register, action)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        action_rules.not_a_person(connection, action.owner_post)
        key = (KIND, action_id)
        return records.append(connection, key, action, after=after, by=author, why=why)


def history(register: Register, action_id: str | None = None) -> list[Record[Action]]:
    """Every version of one action, or of all, the oldest first; none that was only published."""
    with reading(register) as connection:
        found = records.history(connection, KIND, action_id)
    return [record.of(Action) for record in found]


def _fitting(register: Register, action: Action) -> Action:
    """The action, each part of its type, if what it serves is there. Raises Refused."""
    action = bodies.checked(action)
    indicators = {one.indicator_id for one in action.serves}
    areas = {one.area_code for one in action.serves}
    ground = definitions.ground(register.workspace.path, ("", ""), indicators, areas)
    nodes = frozenset(thread_edits.in_force(register).nodes) if action.nodes else frozenset()
    action_rules.check(action, Known(ground.indicators, ground.areas, nodes))
    return action
