"""Whether an effect was there before its cause: the start moved back, and ranked among placebos.

The start is moved back by two periods and more. An effect that shows by then, in the direction of
the one found later, ranks among the highest of the same sums for the comparators and has much of
its size, began too early to be credited to the initiative.
Source: Abadie (2021), JEL 59: 391-425, section 5.3 (backdating); the rank over several dates is
that of the greatest among them, which keeps the test's size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from queries.methods.panel import Panel
from queries.methods.placebos import Rank, least_mspe, rank_of_first, steadied_errors
from queries.methods.synthetic_control import Weighing, by_outcome, fitted

LEAST_LEAD, LEAST_LEFT = 2, 4


@dataclass(frozen=True, eq=False)
class EarlyStart:
    """What was there before the start: by how many periods ahead (`leads`), the mean gap since.

    `effect` is that of the lead which stands out most, `lead`; `rank` its place among the areas.
    """

    leads: tuple[int, ...]
    effects: np.ndarray
    lead: int
    effect: float
    rank: Rank


def early_start(panel: Panel, direction: float, weighing: Weighing = by_outcome) -> EarlyStart:
    """Mean gaps before the start of a prepared panel, in the sign of `direction` (1 or -1)."""
    leads = leads_of(panel.first_post)
    found = [_backdated(panel, lead, weighing) for lead in leads]
    effects = np.array([gaps for gaps, _ in found])
    scores = direction * np.array([gaps / errors for gaps, errors in found])
    most = int(np.argmax(scores[:, 0]))
    highest = scores.max(axis=0)
    rank = rank_of_first(highest) if highest[0] > 0 else Rank(highest.size, highest.size)
    own = effects[:, 0]
    return EarlyStart(leads, own, leads[most], float(own[most]), rank)


def leads_of(pre_periods: int) -> tuple[int, ...]:
    """By how many periods the start is moved back: 2, 3 and so on, doubling, up to half."""
    leads = [LEAST_LEAD]
    while (longer := leads[-1] + max(1, leads[-1] // 2)) <= pre_periods // 2:
        leads.append(longer)
    return tuple(lead for lead in leads if pre_periods - lead >= LEAST_LEFT)


def _backdated(panel: Panel, lead: int, weighing: Weighing) -> tuple[np.ndarray, np.ndarray]:
    """Of each unit, the treated one first: mean gap of the last periods, and steadied error."""
    moved = panel.until(panel.first_post, panel.first_post - lead)
    order = [panel.treated, *panel.donors]
    fits = [fitted(moved, unit, panel.donors[panel.donors != unit], weighing) for unit in order]
    gaps = np.array([fit.effect for fit in fits])
    mspe = np.array([fit.pre_mspe for fit in fits])
    return gaps, steadied_errors(mspe, least_mspe(moved))
