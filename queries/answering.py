"""Answers: the door of a respondent's form to the register, by the link that opens it.

Nothing is kept between clicks: another device may have answered meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data import register
from data.register import Register, responses
from data.register.answers import LONGEST_COMMENT, Answer
from data.register.responses import Given, Said
from queries import serve, workspace
from queries.deciding import Outcome, attempt

__all__ = ["LONGEST_COMMENT"]


@dataclass(frozen=True)
class Saved(Outcome):
    """What became of an answer, and all that the person has said if it was saved."""

    said: Said | None = None


def given(token: str) -> Given | None:
    """What a link leads to: a round, whom it invites, and what was answered so far."""
    return responses.given(register.of(workspace()), token)


def answer(
    token: str,
    answers: Mapping[str, Answer],
    comments: Mapping[str, str | None] | None = None,
) -> Saved:
    """Save what a respondent answered, as it is given; None takes an answer back."""
    serve()  # the callback of a widget runs before the page settles what it shows
    said: list[Said] = []

    def write(kept: Register) -> str:
        said.append(responses.save(kept, token, answers, comments))
        return ""

    outcome = attempt(write, "Saved")
    return Saved(**vars(outcome), said=said[0] if said else None)
