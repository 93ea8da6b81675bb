"""Rules in words: where from, where to, by which way, when to step in, and what differs in two."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from components.quantities import counted, is_same, number
from components.sentences import day, month
from components.why_words import BASELINES, LEVELS, TARGETS

SHARE = "share_of_the_way"


class Rule(Protocol):
    """A rule as the register keeps it: the days it is about, and what it aims at."""

    @property
    def effective_from(self) -> date:
        """The day from which it judges."""
        ...

    @property
    def periods(self) -> tuple[Any, ...]:
        """The periods it judges, each with start and end."""
        ...

    @property
    def aim(self) -> Any:
        """Baseline, target, trajectory, level and range; None for a rule that ends another."""
        ...


def lines(rule: Rule, indicator: Mapping[str, Any]) -> dict[str, str]:
    """What a rule says, in reading order; `indicator` needs unit and decimals."""
    first, last = rule.periods[0], rule.periods[-1]
    span = f"{month(first.start)} to {month(last.end)}"
    said = {
        "Periods": f"{counted(len(rule.periods), 'period')}, {span}",
        "Takes effect on": day(rule.effective_from),
    }
    if (aim := rule.aim) is None:
        return {"Target": f"None any more from {month(first.start)} on", **said}
    return {
        "Baseline": _line(aim.baseline, BASELINES, indicator),
        "Target": _line(aim.target, TARGETS, indicator),
        **({"Target range": _range(aim.range, indicator)} if aim.range else {}),
        "Way to it": trajectory(aim.trajectory, indicator),
        "Intervention level": level(aim.level, indicator),
        **said,
    }


def asks(rule: Rule, indicator: Mapping[str, Any]) -> str:
    """What a rule asks for, in the middle of a sentence: 60.0% by March 2012, from 50.0%."""
    if rule.aim is None:
        return f"no target from {month(rule.periods[0].start)} on"
    start, end = (_told(one.value, indicator) for one in (rule.aim.baseline, rule.aim.target))
    return f"{end} by {month(rule.periods[-1].end)}, from {start}"


def trajectory(way: Any, indicator: Mapping[str, Any]) -> str:
    """How the target is approached."""
    if way.kind == "milestones":
        given = [_told(value, indicator) for value in way.milestones if value is not None]
        return f"Milestones: {', '.join(given)}"
    return {
        "straight": "A straight line",
        "compound": "The same percentage each period",
        "stepped": f"{counted(way.steps or 0, 'equal step')}",
    }[way.kind]


def level(line: Any, indicator: Mapping[str, Any]) -> str:
    """When to step in: a value, or a share of the way, which is another value in each period."""
    if line is None:
        return "None"
    if line.chosen == SHARE:
        return f"{100 * line.value:g}% of the way from the baseline to each period's target"
    return f"{_told(line.value, indicator)} ({LEVELS[line.chosen]})"


def differing(
    one: Mapping[str, str], other: Mapping[str, str]
) -> list[tuple[str, str | None, str | None]]:
    """The headings under which two say different things, with what each says."""
    headings = dict.fromkeys([*one, *other])
    return [(name, one.get(name), other.get(name)) for name in headings
            if one.get(name) != other.get(name)]  # fmt: skip


def _line(line: Any, chosen: Mapping[str, str], indicator: Mapping[str, Any]) -> str:
    return f"{_told(line.value, indicator)} ({line.label}; {chosen[line.chosen]})"


def _range(ends: Any, indicator: Mapping[str, Any]) -> str:
    return f"{_told(ends.lower, indicator)} to {_told(ends.upper, indicator)}"


def _told(value: float, indicator: Mapping[str, Any]) -> str:
    """A value as it was stated: with a few decimals more than usual where it has them."""
    usual = int(indicator["decimals"])
    wide = (places for places in range(usual, usual + 3) if is_same(round(value, places), value))
    return number(value, indicator["unit"], next(wide, usual))
