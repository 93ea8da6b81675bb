"""What a respondent reads: the answers to choose from, what is promised, and how long it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from components import quantities, sentences

NOT_APPLICABLE = "not applicable"
AGREEMENT = {
    1: "Strongly disagree",
    2: "Disagree",
    3: "Neither agree nor disagree",
    4: "Agree",
    5: "Strongly agree",
}
SECONDS_A_STATEMENT, SECONDS_A_COMMENT = 8, 20
UNKNOWN = (
    "This link is not one that was given out for a questionnaire. Copy the whole of it from your "
    "invitation, or ask whoever sent it for another."
)
WITHDRAWN = (
    "Another link was given out in place of this one, which opens nothing any more. Use the newer "
    "one; if you did not ask for it, tell whoever sent you this one."
)
REPLACEMENT = (
    "This link was given in place of an earlier one. If you answered with that, those answers "
    "count as they are, and nobody can see them here. As soon as you answer with this link, only "
    "what you answer now counts."
)


def choices(item: Any) -> dict[int | str, str]:
    """What a statement can be answered with, and its words."""
    numbers = range(item.scale_minimum, item.scale_maximum + 1)
    if list(numbers) == list(AGREEMENT):
        named: dict[int | str, str] = {**AGREEMENT}
    else:
        ends = {numbers[0]: ", disagree most", numbers[-1]: ", agree most"}
        named = {number: f"{number}{ends.get(number, '')}" for number in numbers}
    return named | ({NOT_APPLICABLE: "Not applicable"} if item.has_not_applicable else {})


def minutes(items: Sequence[Any]) -> int:
    """About how long the statements and comments take to answer."""
    comments = len({item.dimension for item in items})
    return math.ceil((len(items) * SECONDS_A_STATEMENT + comments * SECONDS_A_COMMENT) / 60)


def asks(given: Any, partnership: str) -> str:
    """Who asks whom, what for, and how long it takes."""
    count = quantities.counted(len(given.asked.items), "statement", "statements")
    return (
        f"{partnership} asks you, from {given.invited.organisation} "
        f"({given.invited.respondent_group}), how well its partners work together, so that it can "
        f"see what has improved and what to work on. {count}, about {minutes(given.asked.items)} "
        f"minutes; you can stop at any time and go on later with the same link."
    )


def promises(plan: Any) -> tuple[str, ...]:
    """What happens with the answers, one promise a line."""
    return (
        "Your name is not known here; only your organisation and group go with your answers. "
        "Nobody can tell which are yours without your link, or the code that whoever sent it may "
        "keep to replace it; and no page shows answers by that code.",
        "No page shows what one person answered, and no group of fewer than "
        f"{plan.minimum_group} people is ever shown. Nobody sees results before it is over.",
        "Comments are read by the working group as you write them, without your organisation or "
        "group. Name nobody, yourself included.",
        "Each answer is saved as you give it. The link opens your answers, for you and for whoever "
        f"else has it, until {sentences.day(plan.closes)}: keep it to yourself.",
    )


def ended(state: str, plan: Any) -> str:
    """Why a link takes no answers today."""
    if state == "draft":
        return (
            f"This questionnaire opens on {sentences.day(plan.opens)}. Your link will work from "
            "that day on."
        )
    return (
        "This questionnaire is closed. Thank you if you answered: what you said until then "
        "counts, and it is not shown here any more."
    )


def progress(answered: int, asked: int) -> str:
    """How far someone is."""
    return f"{answered} of {asked} answered"


def thanks(answered: int, asked: int, plan: Any) -> str:
    """The last words: what is left, and until when answers can be changed."""
    left = asked - answered
    change = f"You may change your answers until {sentences.day(plan.closes)}, with the same link."
    if not left:
        return f"All {asked} statements are answered and saved. {change}"
    return (
        f"{answered} of {asked} statements are answered and saved. You may leave the others out. "
        f"{change}"
    )
