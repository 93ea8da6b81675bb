"""Stories: a proposal with all that belongs to it, and what it is called and asks for in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pandas as pd

from components import rule_words, sentences
from components.answer import Answer

STATES = {
    "proposed": "Waits for a decision",
    "approved": "Approved",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}


class Proposed(Protocol):
    """A proposal with what it is about."""

    @property
    def record(self) -> Any:
        """The proposal's newest version."""
        ...

    @property
    def indicator(self) -> Mapping[str, Any]:
        """Name, unit and decimals of its indicator."""
        ...

    @property
    def area_name(self) -> str:
        """Name of its area."""
        ...


class Waiting(Proposed, Protocol):
    """A proposal that waits, as `queries.proposed` gives it."""

    @property
    def flips(self) -> pd.DataFrame:
        """Rows of `status_flips`."""
        ...


class Story(Proposed, Protocol):
    """A proposal with all that belongs to it, as `queries.proposed` gives it."""

    @property
    def versions(self) -> tuple[Any, ...]:
        """All its versions, the oldest first."""
        ...

    @property
    def law(self) -> Any:
        """The newest rule of its indicator and area, or None."""
        ...

    @property
    def replaced(self) -> Any:
        """The rule it was drafted against, or None."""
        ...

    @property
    def is_overtaken(self) -> bool:
        """Whether another rule became law since it was drafted."""
        ...

    @property
    def published(self) -> Answer:
        """Rows of `published_targets`."""
        ...

    @property
    def rules(self) -> Answer:
        """Rows of `rules_beside`."""
        ...

    @property
    def flips(self) -> Answer:
        """Rows of `status_flips`."""
        ...


def name(story: Proposed) -> str:
    """Number, indicator and area: what a proposal is called."""
    return f"{story.record.record_id}: {story.indicator['name']} in {story.area_name}"


def told(story: Proposed) -> tuple[str, str]:
    """What a proposal asks for, and who asks it since when or what became of it."""
    body = story.record.body
    asked = rule_words.asks(body.draft.rule, story.indicator)
    happened = f"{story.indicator['name']} in {story.area_name}: {asked}"
    by = " and ".join(body.authors)
    known = f"Proposed by {by} on {sentences.day(body.proposed_on)}."
    if body.state != "proposed":
        known += f" {STATES[body.state]} by {body.decided_by} on {sentences.day(body.decided_on)}."
    return happened, known
