"""Small groups: how few people a round may show together, whoever asked it.

In a group of two each knows what the other said, so no round shows one. A round asked here shows
five or more, and no answer that fewer than three gave. One that was asked elsewhere may have
promised its respondents less, and comes in when somebody says who agreed to it.
"""

from __future__ import annotations

FEWEST_EVER = 3
LEAST_MINIMUM, LEAST_COUNT = 5, 3


def are_smaller(minimum_group: int, smallest_count: int) -> bool:
    """Whether these show smaller groups or numbers than a round asked here may."""
    return minimum_group < LEAST_MINIMUM or smallest_count < LEAST_COUNT
