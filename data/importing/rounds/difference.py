"""Difference: what a file would change in the published rounds, counted and never shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from data import scratch
from data.contract import REFERENCE
from data.importing.questions import answer

# How many of its first columns say what a row is about; the others say what it says.
SAID: Mapping[str, tuple[int, Sequence[str]]] = {
    "questionnaire_items": (2, REFERENCE["questionnaire_items"].column_names),
    "questionnaire_rounds": (
        1,
        ("round_id", "title", "opens_date", "closes_date", "minimum_group", "smallest_count"),
    ),
    "questionnaire_invitations": (3, REFERENCE["questionnaire_invitations"].column_names),
    "questionnaire_comments": (2, ("round_id", "dimension", "comment")),
}
CELL = 3  # a response is about its round, organisation and group
SAID_BY = ("round_id", "organisation", "respondent_group", "words")


@dataclass
class Counts:
    """How many rows are new, say something else, are gone or stay."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def moved(self) -> int:
        """How many are not as they were."""
        return self.added + self.changed + self.removed

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.added + other.added,
            self.changed + other.changed,
            self.removed + other.removed,
            self.unchanged + other.unchanged,
        )


@dataclass(frozen=True)
class Difference:
    """Counts of everything, and of each published round's responses."""

    counts: Counts
    responses: Mapping[str, Counts] = field(default_factory=dict)


def between(before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]) -> Difference:
    """How the rounds of a file differ from what is published of the same rounds.

    Who a response or a comment is from is not known, so alike ones are the same, and of the others
    as many as possible pass for changed.
    """
    counts = Counts()
    for name in SAID.keys() & after.keys():
        cell, columns = SAID[name]
        counts += _counted(_said(before[name], columns), _said(after[name], columns), cell)
    by_round = {}
    old, new = (_responses(tables["questionnaire_answers"]) for tables in (before, after))
    known = set(before["questionnaire_rounds"]["round_id"].to_pylist())
    for round_id in sorted({said[0] for said in (*old, *new)}):
        both = (Counter({k: n for k, n in said.items() if k[0] == round_id}) for said in (old, new))
        found = _counted(*both, CELL)
        counts += found
        if round_id in known:
            by_round[round_id] = found
    return Difference(counts, by_round)


def merged(
    published: Mapping[str, pa.Table], brought: Mapping[str, pa.Table]
) -> dict[str, pa.Table]:
    """Every published table with the file's rounds in place of those of the same id."""
    rounds = brought["questionnaire_rounds"]["round_id"]
    found = dict(published)
    for name, rows in brought.items():
        kept = published[name]
        if name != "questionnaire_items":
            kept = kept.filter(pc.invert(pc.is_in(kept["round_id"], value_set=rounds)))
        order = [(column, "ascending") for column in REFERENCE[name].key]
        found[name] = pa.concat_tables([kept, rows]).sort_by(order)
    return found


def of_rounds(published: Mapping[str, pa.Table], rounds: pa.ChunkedArray) -> dict[str, pa.Table]:
    """What is published of these rounds, by table; no items, which belong to no round."""
    return {
        name: rows.slice(0, 0)
        if name == "questionnaire_items"
        else rows.filter(pc.is_in(rows["round_id"], value_set=rounds))
        for name, rows in published.items()
    }


def _said(rows: pa.Table, columns: Sequence[str]) -> Counter[tuple]:
    return Counter(zip(*(rows[name].to_pylist() for name in columns), strict=True))


def _responses(answers: pa.Table) -> Counter[tuple]:
    """How often each response was given: round, organisation, group and all that it says."""
    with scratch.connected() as connection:
        connection.register("answers", answers)
        return _said(answer(connection, "said"), SAID_BY)


def _counted(before: Counter[tuple], after: Counter[tuple], cell: int) -> Counts:
    """The two beside each other; what `cell` columns have in common may have changed."""
    gone, new = Counter(), Counter()
    for said, count in (before - after).items():
        gone[said[:cell]] += count
    for said, count in (after - before).items():
        new[said[:cell]] += count
    changed = (gone & new).total()
    return Counts(new.total() - changed, changed, gone.total() - changed, (before & after).total())
