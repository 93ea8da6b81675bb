"""Saying: what one person has said, from all the versions of their response."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """All that one person has answered so far, by item, and commented, by dimension."""

    answers: Mapping[str, int | str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


def folded(versions: Iterable[Mapping[str, Any]]) -> Said:
    """All that a person said, from the versions in the order they were saved."""
    answers: dict[str, int | str] = {}
    comments: dict[str, str] = {}
    for version in versions:
        answers |= version["answers"]
        comments |= version["comments"]
    return Said(
        {item: answer for item, answer in answers.items() if answer is not None},
        {dimension: comment for dimension, comment in comments.items() if comment is not None},
    )
