"""Questionnaire: four yearly rounds of made-up answers, drawn round what is planted in them.

Who was invited and how many answered are facts; what they answered follows a general opinion, one
of each dimension, and chance.
"""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from data.sample import facts

SPREAD = 1.05  # of single answers, in steps of the scale
LOADING = 0.66  # of an item on the opinion of its dimension: alpha is then about 0.8
GENERAL = 0.65  # of the opinion of a dimension on a person's general one
LEFT_OUT, BROKEN_OFF = 0.015, 0.02  # shares of answers, and of people who stop half way
# Who sees the partnership in a better or worse light, in deviations of the general opinion.
LEANING = {"Board": 0.25, "Executive": 0.15, "Front line": -0.2, "Voluntary sector": -0.2}
LOW_CAMP = ("Voluntary sector", "Front line")
STEP = 25  # points of a score in one step of the scale


@lru_cache(maxsize=1)
def rounds() -> dict[str, pd.DataFrame]:
    """The tables of all rounds by name, rows in the order of their keys."""
    held = facts.read("questionnaire_rounds")
    answers = pd.concat([_answers(round_id) for round_id in held["round_id"]])
    return {
        "questionnaire_rounds": held,
        "questionnaire_invitations": facts.read("questionnaire_invitations"),
        "questionnaire_answers": answers.sort_values(["round_id", "response_id", "item_id"]),
        "questionnaire_comments": _comments(),
    }


def closed(since: date, until: date) -> dict[str, pd.DataFrame]:
    """The tables with every round closed by `until`; none when no round closed after `since`."""
    held = rounds()["questionnaire_rounds"]
    is_new = held["closes_date"].between(since.isoformat(), until.isoformat(), inclusive="right")
    if not is_new.any():
        return {}
    over = held.loc[held["closes_date"] <= until.isoformat(), "round_id"]
    return {name: table[table["round_id"].isin(over)] for name, table in rounds().items()}


def planted(kind: str, round_id: str | None = None) -> pd.DataFrame:
    """Truths of one kind in facts/questionnaire_truths.csv, of one round if given."""
    truths = facts.read("questionnaire_truths")
    mine = truths[truths["kind"] == kind]
    return mine if round_id is None else mine[mine["round_id"] == round_id]


def _comments() -> pd.DataFrame:
    comments = facts.read("questionnaire_comments")
    comments["comment_id"] = [_id(row.round_id, row.comment) for row in facts.records(comments)]
    return comments.sort_values(["round_id", "comment_id"])


def _id(*subject: str) -> str:
    return hashlib.sha256("|".join(subject).encode()).hexdigest()[:16]


def _people(round_id: str) -> pd.DataFrame:
    """One row per respondent of a round."""
    cells = facts.read("questionnaire_invitations")
    cells = cells[cells["round_id"] == round_id]
    people = cells.loc[cells.index.repeat(cells["responses"])].reset_index(drop=True)
    people["response_id"] = [_id(round_id, str(number)) for number in people.index]
    return people[["round_id", "response_id", "organisation", "respondent_group"]]


def _answers(round_id: str) -> pd.DataFrame:
    """One row per item that a respondent answered; NaN where not applicable."""
    items = facts.read("questionnaire_items").merge(facts.read("questionnaire_shapes"))
    people = _people(round_id)
    general = facts.chance("questionnaire", round_id, "general").normal(size=len(people))
    leaning = people[["organisation", "respondent_group"]].map(lambda who: LEANING.get(who, 0))
    general += leaning.sum(axis=1).to_numpy()
    rows = [
        people.assign(item_id=item.item_id, answer=_answered(round_id, item, opinion, people))
        for dimension, asked in items.groupby("dimension", sort=False)
        for opinion in [_opinion(round_id, str(dimension), general)]
        for item in facts.records(asked)
    ]
    return _given(round_id, pd.concat(rows, ignore_index=True), items)


def _opinion(round_id: str, dimension: str, general: np.ndarray) -> np.ndarray:
    """Each respondent's opinion of a dimension: mean 0 and deviation 1 in every round."""
    own = facts.chance("questionnaire", round_id, dimension).normal(size=len(general))
    opinion = GENERAL * general + np.sqrt(1 - GENERAL**2) * own
    return (opinion - opinion.mean()) / opinion.std()


def _answered(round_id: str, item: Any, opinion: np.ndarray, people: pd.DataFrame) -> np.ndarray:
    """Answers in the item's own wording: a low number where a negative one is denied."""
    chance = facts.chance("questionnaire", round_id, item.item_id).normal(size=len(opinion))
    view = SPREAD * (LOADING * opinion + np.sqrt(1 - LOADING**2) * chance)
    middle = item.scale_minimum + item.level / STEP
    view += middle + _risen(round_id, item) + _camps(round_id, item, people)
    answer = np.clip(np.round(view), item.scale_minimum, item.scale_maximum)
    return item.scale_minimum + item.scale_maximum - answer if item.is_negative else answer


def _risen(round_id: str, item: Any) -> float:
    truths = planted("rise", round_id)
    return truths.loc[truths["subject"] == item.dimension, "size"].sum() / STEP * item.rise_share


def _camps(round_id: str, item: Any, people: pd.DataFrame) -> np.ndarray:
    """How far each respondent is drawn from the middle, averaging nothing over all."""
    truths = planted("camps", round_id)
    size = truths.loc[truths["subject"] == item.dimension, "size"].sum() / STEP
    is_low = people[["organisation", "respondent_group"]].isin(LOW_CAMP).any(axis=1)
    drawn = np.where(is_low, -size, size)
    return drawn - drawn.mean()


def _given(round_id: str, rows: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Answers without those left out; not applicable as NaN where the item may be."""
    chance = facts.chance("questionnaire", round_id, "left out").random(len(rows))
    may_not_apply = rows["item_id"].map(items.set_index("item_id")["not_applicable"]) / 100
    rows["answer"] = rows["answer"].mask(chance < may_not_apply)
    is_left_out = (chance > 1 - LEFT_OUT) | _broken_off(round_id, rows, items)
    return rows[~is_left_out]


def _broken_off(round_id: str, rows: pd.DataFrame, items: pd.DataFrame) -> pd.Series:
    """Rows after the item where a respondent stopped."""
    people = rows["response_id"].unique()
    chance = facts.chance("questionnaire", round_id, "broken off")
    last = np.where(chance.random(len(people)) < BROKEN_OFF, 12, len(items))
    position = rows["item_id"].map(items.set_index("item_id")["position"])
    return position > rows["response_id"].map(dict(zip(people, last, strict=True)))
