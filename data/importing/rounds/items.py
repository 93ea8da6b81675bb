"""Items: the statements of a questionnaire, published or brought along by a recipe."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import REFERENCE
from data.importing.refusal import refused
from data.importing.rounds.recipe import RoundRecipe

ITEMS = REFERENCE["questionnaire_items"]


def items(published: pa.Table, recipe: RoundRecipe) -> tuple[pa.Table, pa.Table]:
    """Every item of the recipe's questionnaire in the order asked, and those not yet published.

    An item that is published already keeps its published wording. Raises FileRefused when there
    is none.
    """
    asked = recipe.questionnaire
    is_mine = pc.equal(published["questionnaire_id"], asked.questionnaire_id)
    mine = published.filter(is_mine)
    known = set(mine["item_id"].to_pylist())
    new = pa.Table.from_pylist(
        [item for item in _brought(recipe) if item["item_id"] not in known], ITEMS.schema
    )
    if not mine.num_rows + new.num_rows:
        raise refused(
            "the questionnaire has no items",
            "Bring them in the recipe as [[questionnaire.items]].",
            None,
            "questionnaire_id",
            asked.questionnaire_id,
        )
    if asked.items:
        wanted = pa.array([item.item_id for item in asked.items])
        mine = mine.filter(pc.is_in(mine["item_id"], value_set=wanted))
    return pa.concat_tables([mine, new]).sort_by("position"), new


def _brought(recipe: RoundRecipe) -> list[dict[str, object]]:
    """The recipe's items as rows of the contract's table."""
    return [
        {
            "questionnaire_id": recipe.questionnaire.questionnaire_id,
            "item_id": item.item_id,
            "dimension": item.dimension,
            "position": position,
            "text": item.text,
            "is_negative": item.is_negative,
            "scale_minimum": min(item.scale),
            "scale_maximum": max(item.scale),
            "has_not_applicable": item.has_not_applicable,
            "origin": recipe.publisher,
        }
        for position, item in enumerate(recipe.questionnaire.items, start=1)
    ]
