"""Whatever a file of responses holds: nothing is lost, nothing made up, and no order kept."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from data.contract import REFERENCE
from data.importing.findings import Findings
from data.importing.reading import Texts
from data.importing.rounds.difference import between, merged, of_rounds
from data.importing.rounds.items import items
from data.importing.rounds.recipe import from_settings
from data.importing.rounds.responses import rounds
from tests.data.importing.asked import HEADER, RECIPE

ASKED = from_settings("together", tomllib.loads(RECIPE))
ITEMS = items(REFERENCE["questionnaire_items"].schema.empty_table(), ASKED)[0]
NAMES = HEADER.strip().split(",")
answer = st.sampled_from(["", "NA", "1", "2", "3", "4", "5"])
person = st.tuples(
    st.sampled_from(["2008", "2009"]),
    st.sampled_from(["Council", "Police"]),
    st.sampled_from(["Board", "Front line"]),
    answer | st.just("n/a"),
    answer,
    st.sampled_from(["", "Well led.", "=1+1", "<b>"]) | st.text("ab \n", max_size=3),
)
# Each example opens a database of its own, which takes as long as a hundred plain ones.
few = settings(max_examples=25, deadline=None)
people = st.lists(person, min_size=1, max_size=12)


def read(persons) -> dict[str, pa.Table]:
    """The four tables that a file of these people becomes."""
    cells = [
        (f"id{n}", held, f"{held}-11-01", f"{held}-11-30", who, group, "20", one, two, said)
        for n, (held, who, group, one, two, said) in enumerate(persons)
    ]
    columns = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)]
    texts = Texts(pa.table(columns, names=NAMES), pa.arange(2, len(cells) + 2), 1, "")
    findings = Findings()
    found = rounds(texts, ASKED, ITEMS, findings)
    assert findings.faults == []
    assert {name: len(found.row_numbers[name]) for name in found.tables} == {
        name: table.num_rows for name, table in found.tables.items()
    }
    return found.tables


def expected(persons) -> Counter:
    """What each response says, by plain Python."""
    code = {str(number): number for number in range(1, 6)} | {"n/a": None}
    said = [
        (
            f"together-{held}",
            who,
            group,
            tuple((item, code[cell]) for item, cell in (("L1", one), ("L2", two)) if cell in code),
        )
        for held, who, group, one, two, _ in persons
    ]
    return Counter(response for response in said if response[-1])


def published(tables: dict[str, pa.Table]) -> Counter:
    said = defaultdict(list)
    for row in tables["questionnaire_answers"].to_pylist():
        who = (row["round_id"], row["organisation"], row["respondent_group"], row["response_id"])
        said[who].append((row["item_id"], row["answer"]))
    return Counter((*who[:3], tuple(sorted(both))) for who, both in said.items())


@few
@given(people)
def test_every_response_and_comment_is_there_once(persons):
    tables = read(persons)
    comments = Counter(
        (row["round_id"], row["comment"]) for row in tables["questionnaire_comments"].to_pylist()
    )

    assert published(tables) == expected(persons)
    assert comments == Counter(
        (f"together-{held}", said.strip()) for held, *_, said in persons if said.strip()
    )


@few
@given(people, st.randoms())
def test_the_order_of_the_file_leaves_no_trace(persons, chance):
    turned = chance.sample(persons, len(persons))

    before, after = read(persons), read(turned)

    for name in ("questionnaire_answers", "questionnaire_comments"):
        assert before[name].equals(after[name])


@few
@given(people, people)
def test_the_difference_counts_what_is_new_changed_gone_and_the_same(first, second):
    before, after = read(first), read(second)
    held = of_rounds(before, after["questionnaire_rounds"]["round_id"])
    counts = between(held, after).counts
    size = {
        name: sum(table.num_rows for key, table in tables.items() if key != "questionnaire_answers")
        + published(tables).total()
        for name, tables in (("held", held), ("after", after))
    }

    assert counts.added + counts.changed + counts.unchanged == size["after"]
    assert counts.removed + counts.changed + counts.unchanged == size["held"]
    assert between(after, after).counts.moved == 0
    put = merged(before, after)
    assert (
        between(of_rounds(put, after["questionnaire_rounds"]["round_id"]), after).counts.moved == 0
    )
