"""Answers: what may be answered in a round, and on which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from data.register import Refused, bodies
from data.register.questionnaires import Item
from data.register.refusals import Reason
from data.register.rounds import Round

NOT_APPLICABLE = "not applicable"
LONGEST_COMMENT = 2_000
Answer = int | str | None  # on the scale, "not applicable", or taken back


class Forged(Refused):
    """What the form cannot have sent, or not at this time; it is refused and logged."""

    def __init__(self, reason: Reason, words: str, round_id: str | None) -> None:  # noqa: D107
        self.reason: Reason = reason
        self.round_id = round_id
        super().__init__(words)


def check_open(asked: Round, round_id: str, today: date) -> None:
    """Raises Forged on a day when the round takes no answers."""
    state = asked.state(today)
    if state == "draft":
        opens = asked.plan.opens
        words = f"This questionnaire opens on {opens.day} {opens:%B %Y}. Please come back then."
        raise Forged("not_open", words, round_id)
    if state != "open":
        raise Forged("closed", "This questionnaire is closed; answers stay as they are.", round_id)


def check_answers(items: Iterable[Item], answers: Mapping[str, Answer], round_id: str) -> None:
    """Raises Forged for an answer that the statement does not offer."""
    asked = {item.item_id: item for item in items}
    for name, answer in answers.items():
        if name not in asked:
            words = "That statement is not asked in this questionnaire. Nothing was saved."
            raise Forged("unknown_statement", words, round_id)
        if answer == NOT_APPLICABLE and not asked[name].has_not_applicable:
            words = "“Not applicable” is not offered for that statement. Nothing was saved."
            raise Forged("not_applicable_not_offered", words, round_id)
        if not _is_on_scale(asked[name], answer):
            words = "That is not one of the answers to choose from. Nothing was saved."
            raise Forged("off_the_scale", words, round_id)


def checked_comments(
    items: Iterable[Item], comments: Mapping[str, str | None], round_id: str
) -> dict[str, str | None]:
    """Comments as they are kept; empty ones are taken back. Raises Forged."""
    dimensions = {item.dimension for item in items}
    kept = {}
    for name, comment in comments.items():
        if name not in dimensions:
            words = "That part is not asked in this questionnaire. Nothing was saved."
            raise Forged("unknown_dimension", words, round_id)
        if isinstance(comment, str) and len(comment) > LONGEST_COMMENT:
            words = f"A comment has at most {LONGEST_COMMENT:,} letters. Shorten it."
            raise Forged("comment_too_long", words, round_id)
        try:
            kept[name] = (bodies.prose(comment, "The comment") or None) if comment else None
        except Refused as refusal:
            raise Forged("comment_unreadable", str(refusal), round_id) from refusal
    return kept


def _is_on_scale(item: Item, answer: object) -> bool:
    if answer is None or answer == NOT_APPLICABLE:
        return True
    # True and 3.0 equal numbers of the scale, and are none.
    return (
        isinstance(answer, int)
        and not isinstance(answer, bool)
        and (item.scale_minimum <= answer <= item.scale_maximum)
    )
