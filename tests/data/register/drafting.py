"""Rules and drafts made whole: a test names what matters, and the rest is filled in."""

from __future__ import annotations

from datetime import date

from data.register import proposals
from data.register.proposals import Draft
from data.register.rules import Aim, Baseline, Level, Rule, Target
from data.register.trajectories import Period, Trajectory, periods_from


def years(first: int, count: int) -> tuple[Period, ...]:
    """Financial years, beginning with the one of April `first`."""
    return periods_from(date(first, 4, 1), 12, count)


def rule(
    *,
    indicator_id: str = "A1",
    area_code: str = "H",
    effective_from: date = date(2009, 4, 1),
    periods: tuple[Period, ...] = years(2008, 4),
    start: float = 50.0,
    end: float = 60.0,
    trajectory: Trajectory = Trajectory("straight"),  # noqa: B008 - it is frozen
    level: Level | None = Level(0.5, "share_of_the_way"),  # noqa: B008 - it is frozen
    **more: object,
) -> Rule:
    """From 50 in 2007/08 to 60 in 2011/12, unless the test says otherwise."""
    aim = Aim(
        Baseline(start, "2007/08", "last_value"),
        Target(end, "Ten points up", "change"),
        trajectory,
        level,
        **more,
    )
    return Rule(indicator_id, area_code, effective_from, periods, aim)


def draft(of: Rule | None = None, reason: str = "It can be done", **facts: object) -> Draft:
    return Draft(of or rule(), reason, "Peers did it", facts)


def made_law(register, of: Rule | None = None, follows: int = 0) -> str:
    """Bert proposes and Anne approves; the proposal's number."""
    number = proposals.propose(register, draft(of), who="Bert", follows=follows)
    proposals.approve(register, number, who="Anne", why="Agreed", after=1)
    return number
