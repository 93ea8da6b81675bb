"""An interval for an effect from its placebos: every steady effect that they do not rule out.

An effect of so much in every period is taken from the treated area's gap; it stays in the interval
where what is left does not rank among the placebos' highest. With comparators' placebos that do not
use the treated area this has a closed form. It is as wide as chance is among these comparators, and
with few of them no high level can be had: 95 per cent needs 19, 90 per cent 9, 80 per cent 4.
Source: Firpo and Possebom (2018), Journal of Causal Inference 6(2), confidence sets for constant
effects.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np

from queries.methods.placebos import PlacebosInSpace

LEVELS = (0.95, 0.90, 0.80)
# 1 - 0.95 is a little more than 0.05, and 20 times that must still be 1.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Interval:
    """Limits of the mean effect at the level they hold, the highest the comparators allow."""

    lower: float
    upper: float
    level: float

    @property
    def holds_none(self) -> bool:
        """Whether no effect at all is within the limits."""
        return self.lower <= 0 <= self.upper


def interval(placebos: PlacebosInSpace) -> Interval | None:
    """The interval at the highest of LEVELS that so many placebos can give, or None."""
    scores = np.sort(np.abs(placebos.scores[1:]))[::-1]
    for level in LEVELS:
        ruled_out = floor((1 - level) * (scores.size + 1) + ROUNDING) - 1
        if ruled_out >= 0:
            reach = float(placebos.errors[0] * scores[ruled_out])
            effect = float(placebos.effects[0])
            return Interval(effect - reach, effect + reach, level)
    return None
