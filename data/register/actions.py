"""Actions: what the partners do about an outcome, who answers for it, and how it is to work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.register.claims import StepKind, Strength

KIND = "action"
Status = Literal["planned", "under_way", "done", "stopped"]
ChangeUnit = Literal["percent", "points"]


@dataclass(frozen=True)
class Served:
    """An indicator in an area that an action is to change, by how much and when.

    `expected_change` is in percent of what it was, or in points of the indicator's own unit; a fall
    has a minus.
    """

    indicator_id: str
    area_code: str
    expected_change: float | None = None
    expected_unit: ChangeUnit | None = None
    expected_by_date: date | None = None


@dataclass(frozen=True)
class ActionStep:
    """One step from action to outcome, and how strong the evidence is that the last led to it."""

    kind: StepKind
    text: str
    evidence: str | None = None
    strength: Strength | None = None


@dataclass(frozen=True)
class Action:
    """An action, owned by a post and a partner, never by a named person.

    `end_date` is when it is to end, or when it did; `cost` is in pounds.
    """

    title: str
    owner_post: str
    owner_partner: str
    start_date: date
    end_date: date
    status: Status
    agreed_date: date
    cost: float | None = None
    serves: tuple[Served, ...] = ()
    nodes: tuple[str, ...] = ()
    steps: tuple[ActionStep, ...] = ()
