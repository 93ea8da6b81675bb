"""Rounds of a questionnaire from literal or random responses, as rows of the contract's tables."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

FIRST_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Item:
    """A statement, by default worded positively and answered from 1 to 5."""

    item_id: str
    dimension: str
    is_negative: bool = False
    lowest: int = 1
    highest: int = 5


@dataclass(frozen=True)
class Response:
    """One person's answers by item: None for not applicable, no entry for what was left out."""

    organisation: str
    group: str
    answers: Mapping[str, int | None]


@dataclass(frozen=True)
class Round:
    """A round, in the order of its number; `invited` beyond those who answered, by cell."""

    name: str
    responses: Sequence[Response] = ()
    minimum_group: int = 10
    smallest_count: int = 5
    invited: Mapping[tuple[str, str], int] = field(default_factory=dict)
    comments: Sequence[tuple[str, str]] = ()
    questionnaire: str = "Q"

    @property
    def cells(self) -> Counter[tuple[str, str]]:
        """Respondents by organisation and group."""
        return Counter((person.organisation, person.group) for person in self.responses)

    @property
    def all_invited(self) -> Counter[tuple[str, str]]:
        """Everybody invited by organisation and group, whether they answered or not."""
        return self.cells + Counter(self.invited)


def tables(items: Iterable[Item], rounds: Sequence[Round]) -> dict[str, list[dict[str, object]]]:
    """Rows of the five tables; every questionnaire that a round names has the same items."""
    items = list(items)
    found: dict[str, list[dict[str, object]]] = {
        "questionnaire_items": [
            _item(item, place, name)
            for name in dict.fromkeys(asked.questionnaire for asked in rounds)
            for place, item in enumerate(items, start=1)
        ],
        "questionnaire_rounds": [_round(asked, place) for place, asked in enumerate(rounds)],
        "questionnaire_invitations": [],
        "questionnaire_answers": [],
        "questionnaire_comments": [],
    }
    for asked in rounds:
        found["questionnaire_invitations"] += _invitations(asked)
        found["questionnaire_answers"] += _answers(asked)
        found["questionnaire_comments"] += [
            {
                "round_id": asked.name,
                "comment_id": f"{asked.name}-{place}",
                "dimension": dimension,
                "comment": text,
            }
            for place, (dimension, text) in enumerate(asked.comments)
        ]
    return found


def _item(item: Item, place: int, questionnaire: str) -> dict[str, object]:
    return {
        "questionnaire_id": questionnaire,
        "item_id": item.item_id,
        "dimension": item.dimension,
        "position": place,
        "text": f"Statement {item.item_id}",
        "is_negative": item.is_negative,
        "scale_minimum": item.lowest,
        "scale_maximum": item.highest,
        "has_not_applicable": True,
    }


def _round(asked: Round, place: int) -> dict[str, object]:
    opens = FIRST_DAY + timedelta(days=7 * place)
    return {
        "round_id": asked.name,
        "questionnaire_id": asked.questionnaire,
        "title": asked.name,
        "opens_date": opens,
        "closes_date": opens + timedelta(days=6),
        "minimum_group": asked.minimum_group,
        "smallest_count": asked.smallest_count,
    }


def _invitations(asked: Round) -> list[dict[str, object]]:
    return [
        {
            "round_id": asked.name,
            "organisation": organisation,
            "respondent_group": group,
            "invited": number,
        }
        for (organisation, group), number in asked.all_invited.items()
    ]


def _answers(asked: Round) -> list[dict[str, object]]:
    return [
        {
            "round_id": asked.name,
            "response_id": f"{asked.name}-{place}",
            "organisation": person.organisation,
            "respondent_group": person.group,
            "item_id": item,
            "answer": answer,
        }
        for place, person in enumerate(asked.responses)
        for item, answer in person.answers.items()
    ]


ITEMS = (
    Item("A1", "Aims"),
    Item("A2", "Aims", is_negative=True),
    Item("A3", "Aims"),
    Item("B1", "Board", highest=4),
    Item("B2", "Board"),
)
# Twice as many, for audits: most of a question's time goes into its plan, not into its rows.
MORE_ITEMS = (
    *ITEMS,
    Item("C1", "Care"),
    Item("C2", "Care", is_negative=True, highest=4),
    Item("C3", "Care"),
    Item("D1", "Deeds", is_negative=True),
    Item("D2", "Deeds", lowest=0),
)


def random_round(name: str, seed: int, items: Iterable[Item] = ITEMS) -> Round:
    """A round in which small cells, overlaps, gaps in the answers and rare answers are common."""
    chance = random.Random(seed)
    organisations = "PQRST"[: chance.randint(1, 5)]
    groups = "XYZ"[: chance.randint(1, 3)]
    sizes = {
        (organisation, group): chance.choice((0, 0, 1, 1, 2, 3, 6, chance.randint(4, 12)))
        for organisation in organisations
        for group in groups
    }
    left_out, middle = chance.choice((0.0, 0.03, 0.3)), chance.uniform(0.5, 4.5)
    responses = [
        Response(*cell, _random_answers(chance, left_out, middle, items))
        for cell, size in sizes.items()
        for _ in range(size)
    ]
    return Round(
        name,
        [person for person in responses if person.answers],
        minimum_group=chance.choice((3, 4, 5, 6)),
        smallest_count=chance.choice((3, 5)),
        invited={cell: chance.randint(0, 4) for cell in sizes},
    )


def _random_answers(
    chance: random.Random, left_out: float, middle: float, items: Iterable[Item]
) -> dict[str, int | None]:
    answers: dict[str, int | None] = {}
    for item in items:
        if chance.random() < left_out:
            continue
        drawn = round(chance.gauss(middle, 1.0))
        answers[item.item_id] = min(max(drawn, item.lowest), item.highest)
        if chance.random() < left_out / 2:
            answers[item.item_id] = None
    return answers
