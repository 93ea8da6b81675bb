"""Proposed: each proposal with what it is about, what it would replace and what it would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.register.proposals import Proposal
from data.register.records import Record
from data.register.rules import Decision, Rule
from queries import Answer, ask, deciding, minutes, workspace

Row = Mapping[str, Any]


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


def waiting() -> list[Story]:
    """Every proposal that waits for a decision, the oldest first."""
    return [_story(one) for one in deciding.every_proposal() if one.body.state == "proposed"]


def story(number: str) -> Story | None:
    """One proposal, whatever became of it; None when there is none of that number."""
    found = deciding.proposal(number)
    return _story(found) if found else None


def names() -> dict[str, str]:
    """What each proposal is called by its number, the newest first."""
    indicators, areas = minutes.names()
    return {
        one.record_id: f"{one.record_id}: {_name(indicators, rule.indicator_id)} in "
        f"{areas.get(rule.area_code, rule.area_code)}"
        for one in reversed(deciding.every_proposal())
        for rule in [one.body.draft.rule]
    }


def _name(indicators: Mapping[str, Row], indicator_id: str) -> str:
    return indicators.get(indicator_id, {}).get("name", indicator_id)


def _story(record: Record[Proposal]) -> Story:
    rule = record.body.draft.rule
    laws = deciding.rule_versions(rule.indicator_id, rule.area_code)
    place = {"indicator_id": rule.indicator_id, "area_code": rule.area_code}
    supposed = {**place, "supposing": _as_of_today(rule)}
    indicators, areas = minutes.names()
    unknown = {"name": rule.indicator_id, "unit": "", "decimals": 1, "partner": None}
    return Story(
        record=record,
        versions=deciding.proposal_versions(record.record_id),
        indicator=indicators.get(rule.indicator_id, unknown),
        area_name=areas.get(rule.area_code, rule.area_code),
        law=laws[-1] if laws else None,
        replaced=next((law for law in laws if law.version == record.body.follows), None),
        published=ask("published_targets", **place),
        rules=ask("rules_beside", **supposed),
        flips=ask("status_flips", **supposed),
    )


def _as_of_today(rule: Rule) -> Rule:
    """The rule as if it took effect today at the latest, so that what it would change shows."""
    return replace(rule, effective_from=min(rule.effective_from, workspace().today))
