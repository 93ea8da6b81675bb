"""Proposed: each proposal with what it is about, what it would replace and what it would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.register.proposals import Proposal
from data.register.records import Record
from data.register.rules import Decision, Rule
from queries import Answer, ask, deciding, fetch, minutes, workspace

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits, and how many statuses it would change; rows as `status_flips`."""

    record: Record[Proposal]
    indicator: Row
    area_name: str
    flips: pd.DataFrame


@dataclass(frozen=True)
class Story:
    """One proposal: what it is about, what it would replace, what it would change.

    `law` is the newest rule of its indicator and area, in force or not yet; `replaced` the rule
    that it was drafted against. `published` is as `published_targets`; `rules` and `flips` are as
    `rules_beside` and `status_flips`, as if it were in force today.
    """

    record: Record[Proposal]
    versions: tuple[Record[Proposal], ...]
    indicator: Row
    area_name: str
    law: Record[Decision] | None
    replaced: Record[Decision] | None
    published: Answer
    rules: Answer
    flips: Answer

    @property
    def is_overtaken(self) -> bool:
        """Whether another rule became law since it was drafted."""
        return (self.law.version if self.law else 0) != self.record.body.follows


def waiting() -> list[Waiting]:
    """Every proposal that waits for a decision, the oldest first."""
    return [
        Waiting(one, *_about(one), fetch("status_flips", **_place(one), supposing=_supposed(one)))
        for one in deciding.every_proposal()
        if one.body.state == "proposed"
    ]


def story(number: str) -> Story | None:
    """One proposal, whatever became of it; None when there is none of that number."""
    found = deciding.proposal(number)
    return _story(found) if found else None


def names() -> dict[str, str]:
    """What each proposal is called by its number, the newest first."""
    told = {}
    for one in reversed(deciding.every_proposal()):
        indicator, area_name = _about(one)
        told[one.record_id] = f"{one.record_id}: {indicator['name']} in {area_name}"
    return told


def _story(record: Record[Proposal]) -> Story:
    place = _place(record)
    supposed = {**place, "supposing": _supposed(record)}
    laws = deciding.rule_versions(**place)
    indicator, area_name = _about(record)
    return Story(
        record=record,
        versions=deciding.proposal_versions(record.record_id),
        indicator=indicator,
        area_name=area_name,
        law=laws[-1] if laws else None,
        replaced=next((law for law in laws if law.version == record.body.follows), None),
        published=ask("published_targets", **place),
        rules=ask("rules_beside", **supposed),
        flips=ask("status_flips", **supposed),
    )


def _place(record: Record[Proposal]) -> dict[str, str]:
    rule = record.body.draft.rule
    return {"indicator_id": rule.indicator_id, "area_code": rule.area_code}


def _about(record: Record[Proposal]) -> tuple[Row, str]:
    """What is known of a proposal's indicator, and the name of its area."""
    indicators, areas = minutes.names()
    rule = record.body.draft.rule
    unknown = {"name": rule.indicator_id, "unit": "", "decimals": 1, "partner": None}
    known = indicators.get(rule.indicator_id, unknown)
    return known, areas.get(rule.area_code, rule.area_code)


def _supposed(record: Record[Proposal]) -> Rule:
    """The rule as if it took effect today at the latest, so that what it would change shows."""
    rule = record.body.draft.rule
    return replace(rule, effective_from=min(rule.effective_from, workspace().today))
