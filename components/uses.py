"""Every place that uses an indicator, so that what is collected once is used many times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import cards, sentences
from components.answer import Answer
from components.kept import once
from components.records import records

THREAD, MAP = "pages/drill_down/golden_thread.py", "pages/drill_down/geography.py"
# What a use that is no node of the thread is called.
KINDS = {
    "shared_measure": "Same measure",
    "rule": "Target in force",
    "claim": "Claim of added value",
    "action": "Action of the improvement plan",
}


def shown(row: Mapping[str, Any], places: Answer, *, area_code: str | None = None) -> None:
    """Where the indicator is used, one line a place, with links to the nodes and to the map."""
    cards.section("Where it is used")
    uses = records(places.rows)
    cards.table(
        _listed(row, places.rows),
        alt=f"Every place that uses {row['name']}",
        name=f"{row['indicator_id']}_uses",
        how=places.how,
    )
    for use in uses:
        if use["kind"] not in KINDS:
            cards.link(THREAD, f"{use['title']} in the golden thread", node=use["use_id"])
    cards.link(MAP, "See it on the map", indicator=row["indicator_id"], area=area_code)


@once
def _listed(row: Mapping[str, Any], places: pd.DataFrame) -> pd.DataFrame:
    own = ("Collection", sentences.collection(row["collection"]), row["partner"])
    told = [(_kind(use), use["title"], _owner(use["owner"])) for use in records(places)]
    return pd.DataFrame([own, *told], columns=["Used as", "What", "Whose"])


def _kind(use: Mapping[str, Any]) -> str:
    told = KINDS.get(use["kind"]) or sentences.capital(use["kind"])
    return f"{told}, the record" if use["is_record"] else told


def _owner(owner: Any) -> str:
    return owner if isinstance(owner, str) else ""
