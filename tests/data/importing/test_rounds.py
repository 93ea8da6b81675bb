"""Rounds asked elsewhere: what is published of a file, what is kept back, and what is refused."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from data import releases
from data.importing import import_file, recipe, sources
from data.importing.settings import RecipeError
from tests.data.importing.asked import FILE, HEADER, PEOPLE, RECIPE, ROUND, published, with_recipe


@pytest.fixture
def asked(workspace, tmp_path):
    """Import content as the questionnaire's file and return the report."""
    with_recipe(workspace)

    def run(content, name="file.csv", source="together", **options):
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_file(workspace, file, source, who="tester", **options)

    return run


def answers(workspace) -> list[tuple]:
    """What each response says, without its id: organisation, group and its answers."""
    said: dict[str, list] = {}
    for row in published(workspace.path)["answers"].to_pylist():
        who = (row["organisation"], row["respondent_group"])
        said.setdefault(row["response_id"], [who]).append((row["item_id"], row["answer"]))
    return sorted(map(tuple, said.values()), key=repr)


def test_a_round_becomes_five_tables(workspace, asked):
    report = asked(FILE)

    assert (report.errors, report.warnings, report.is_published) == ((), (), True)
    assert report.added == 2 + 1 + 2 + 3 + 3
    assert report.noun.startswith("entries (rounds, numbers invited, responses")
    tables = published(workspace.path)
    assert [item["item_id"] for item in tables["items"].to_pylist()] == ["L1", "L2"]
    (held,) = tables["rounds"].to_pylist()
    assert held == {
        "round_id": "together-2009",
        "questionnaire_id": "together",
        "title": "2009",
        "opens_date": date(2009, 11, 1),
        "closes_date": date(2009, 11, 30),
        "minimum_group": 5,
        "smallest_count": 3,
        "origin": "together",
    }
    invited = tables["invitations"].drop_columns(["round_id"]).to_pylist()
    assert [tuple(row.values()) for row in invited] == [
        ("Council", "Board", 3),
        ("Police", "Front line", 4),
    ]
    # Dan answered nothing and is no response; what Bob left out is no row.
    assert answers(workspace) == [
        (("Council", "Board"), ("L1", 1), ("L2", 5)),
        (("Council", "Board"), ("L1", 4), ("L2", 2)),
        (("Council", "Board"), ("L1", None)),
    ]


def test_the_file_s_own_ids_and_order_are_lost(workspace, asked):
    people = [f"id{n},{ROUND}Council,B,40,{1 + n % 5},{1 + n // 8},{n} said\n" for n in range(40)]
    asked(HEADER + "".join(people))

    tables = published(workspace.path)
    ids = set(tables["answers"]["response_id"].to_pylist())
    order = [int(said.split()[0]) for said in tables["comments"]["comment"].to_pylist()]
    assert len(ids) == 40
    assert not any(word.startswith("id") for word in ids)
    assert order != sorted(order) and sorted(order) == list(range(40))
    # A comment shares neither an id nor anything else with the response it came with.
    assert not ids & set(tables["comments"]["comment_id"].to_pylist())
    about = ["round_id", "comment_id", "dimension", "comment"]
    assert tables["comments"].column_names == about


def test_the_same_file_twice_in_whatever_order_changes_nothing(workspace, asked):
    asked(FILE)
    turned = HEADER + "".join(reversed(PEOPLE.splitlines(keepends=True)))

    for content in (FILE, turned):
        report = asked(content)
        assert (report.changes, report.unchanged, report.is_published) == (0, 9, False)
    assert releases.latest_version(workspace.path) == 2


def test_two_people_who_say_the_same_are_two_responses(workspace, asked):
    asked(HEADER + f"a,{ROUND}Council,B,3,4,2,\nb,{ROUND}Council,B,3,4,2,\n")

    assert len(answers(workspace)) == 2


def test_what_would_change_is_counted_and_needs_a_reason(workspace, asked):
    asked(FILE)
    later = FILE.replace("Council,B,3,4,2", "Council,B,3,5,2").replace(
        "Police,Front line,4", "Police,Front line,5"
    )
    later = later.replace("<yet>", "at all")

    report = asked(later)

    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 3, 0, 6)
    assert [fault.rule for fault in report.warnings] == [
        "only a few responses of a published round change"
    ]
    assert report.is_refused
    assert asked(later, reason="Typed in wrongly").is_published
    assert answers(workspace)[-1] != answers(workspace)[0]


def test_a_response_that_is_gone_needs_a_reason(workspace, asked):
    asked(FILE)

    report = asked(HEADER + PEOPLE.split("\n", 1)[1])

    assert (report.added, report.changed, report.removed) == (0, 0, 2)  # with its comment
    assert "published rows are missing from the file" in [f.rule for f in report.warnings]
    assert report.is_refused


def test_another_round_leaves_the_first_alone(workspace, asked):
    asked(FILE)
    before = answers(workspace)

    report = asked(FILE.replace("2009", "2010"))

    assert (report.added, report.changed, report.removed) == (9, 0, 0)
    assert answers(workspace) == sorted(before * 2, key=repr)
    assert published(workspace.path)["rounds"].num_rows == 2


def test_a_dry_run_publishes_nothing(workspace, asked):
    report = asked(FILE, is_dry_run=True)

    assert (report.added, report.is_published) == (11, False)
    assert releases.latest_version(workspace.path) == 1


def test_no_comment_and_no_answer_shows_in_a_report(asked):
    asked(FILE)
    later = FILE.replace("Well led", "Badly led").replace("Council,B,3,4,2", "Council,B,3,5,3")

    said = json.dumps(asked(later).as_dict(), default=str)

    assert "led" not in said
    assert "<yet>" not in said


def test_a_lower_minimum_than_was_promised_needs_a_reason(workspace, asked):
    asked(FILE)
    with_recipe(workspace, RECIPE.replace("minimum_group = 5", "minimum_group = 4"))

    report = asked(FILE)

    assert [fault.rule for fault in report.warnings] == [
        "smaller groups would be shown than in rounds asked here",
        "smaller groups would be shown than before",
    ]
    assert report.is_refused


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("minimum_group = 5", "minimum_group = 4", "4 and 3"),
        ("smallest_count = 3", "smallest_count = 2", "5 and 2"),
    ],
)
def test_groups_smaller_than_here_come_in_with_a_reason_and_none_of_two(
    workspace, asked, before, after, said
):
    with_recipe(workspace, RECIPE.replace(before, after))
    report = asked(FILE)

    (warning,) = report.warnings
    assert warning.rule == "smaller groups would be shown than in rounds asked here"
    assert warning.value == said
    assert "who promised the respondents less" in warning.remedy
    assert report.is_refused
    assert asked(FILE, reason="Promised by the council in 2009").is_published
    assert asked(FILE).changes == 0, "what is published already is not asked about again"
    with_recipe(workspace, RECIPE.replace("minimum_group = 5", "minimum_group = 2"))
    report = asked(FILE, reason="Please")
    assert "a group of two could be shown" in [fault.rule for fault in report.errors]


def test_every_value_that_cannot_be_read_or_is_off_the_scale_is_named_at_once(asked):
    bad = (
        f"a,{ROUND}Council,B,3,6,9,\n"
        f"b,{ROUND}Council,B,3,perhaps,0,\n"
        f"c,2009,Nov,30/11/2009,Council,B,three,maybe,4,\n"
    )
    report = asked(HEADER + bad)

    assert [(fault.row, fault.column, fault.value) for fault in report.errors] == [
        (2, "L1", "6"),
        (2, "L2", "9"),
        (3, "L1", "perhaps"),
        (3, "L2", "0"),
        (4, "opens", "Nov"),
        (4, "invited", "three"),
        (4, "L1", "maybe"),
    ]
    assert {fault.rows_affected for fault in report.errors} == {1, 2, 3}, "each counted once"
    (remedy,) = {fault.remedy for fault in report.errors if fault.value == "perhaps"}
    assert "Or in words: Never (1)." in remedy
    assert "does not apply: n/a. Where nothing was answered: empty, or NA." in remedy


def test_an_answer_in_words_is_known_whatever_its_capital_letters(workspace, asked):
    asked(HEADER + f"a,{ROUND}Council,B,3,NEVER,5,\nb,{ROUND}Council,B,3,N/A,na,\n")

    assert answers(workspace) == [
        (("Council", "Board"), ("L1", 1), ("L2", 5)),
        (("Council", "Board"), ("L1", None)),
    ]


def test_a_round_that_another_source_brought_needs_a_reason(workspace, asked):
    asked(FILE)
    with_recipe(workspace, RECIPE, "other")

    assert asked(FILE, source="other").changes == 0
    report = asked(FILE.replace("Council,B,3,4,2", "Council,B,3,5,2"), source="other")

    assert "rows of another source would be replaced" in [fault.rule for fault in report.warnings]


ONE = f"a,{ROUND}Council,B,3,4,2,\n"


OPEN = "the round closes before it opens"
EMPTY, TEXT = "a required value is empty", "text among answers"


@pytest.mark.parametrize(
    ("row", "rule", "column", "value"),
    [
        (f"{ROUND}Council,B,3,4,6,", "the answer is not on its item's scale", "L2", "6"),
        (f"{ROUND}Council,B,3,-1000002,1,", TEXT, "L1", "-1000002"),
        (f"{ROUND}Council,B,3,4.5,1,", TEXT, "L1", "4.5"),
        (f"{ROUND}Council,B,3,=1+1,2,", TEXT, "L1", "=1+1"),
        (f"{ROUND}Council,B,3,4,n/a,", "not applicable is no answer to this item", "L2", "L2"),
        (f"{ROUND}Council,B,4,4,2,", "duplicated key", None, "together-2009 | Council | Board"),
        (f"{ROUND}Police,B,0,4,2,", "more responses than people invited", "organisation", "Police"),
        (f"{ROUND}Police,B,,4,2,", EMPTY, "invited", None),
        (f"{ROUND}Police,B,some,4,2,", "text among numbers", "invited", "some"),
        (f"{ROUND}Police,,3,4,2,", EMPTY, "group", None),
        (f"{ROUND},B,3,4,2,", EMPTY, "organisation", None),
        (",2009-11-01,30/11/2009,Police,B,3,4,2,", EMPTY, "round", None),
        ("2010,1 May,30/11/2010,Police,B,3,4,2,", "the date cannot be read", "opens", "1 May"),
        ("2010,2010-12-01,2010-11-30,Police,B,3,4,2,", OPEN, "closes", "2010-11-30"),
        ("2009,2009-11-02,30/11/2009,Council,B,3,4,2,", "duplicated key", "round", "together-2009"),
        (f"{ROUND}Council,B,3,4,2,{'x' * 2001}", "a comment is too long", "comment_id", None),
    ],
)
def test_a_fault_is_named_by_the_file_s_row_and_column(workspace, asked, row, rule, column, value):
    report = asked(f"{HEADER}{ONE}b,{row}\n")

    (fault,) = report.errors
    assert (fault.rule, fault.row) == (rule, 3)
    assert fault.column == column or column is None
    assert fault.value == value or value is None
    assert fault.remedy and report.is_refused
    assert releases.latest_version(workspace.path) == 1


def test_a_round_that_is_still_open_is_not_published(asked):
    tomorrow = date.today() + timedelta(days=1)
    report = asked(FILE.replace("30/11/2009", tomorrow.isoformat()))

    assert [(f.rule, f.row, f.column) for f in report.errors] == [
        ("the round has not closed", 2, "closes")
    ]


def test_a_column_of_an_item_that_is_missing_is_named_with_a_guess(asked):
    report = asked(FILE.replace("L2,", "L 2,", 1))

    assert [(f.rule, f.column) for f in report.errors] == [
        ("a column of the recipe is missing", "L2")
    ]
    assert "Was it renamed 'L 2'?" in report.errors[0].remedy


def test_columns_that_say_nothing_to_us_are_counted(asked):
    assert asked(FILE).left_out == {"columns that the recipe does not use": 1}


def test_a_questionnaire_without_items_is_refused(workspace, asked):
    with_recipe(workspace, RECIPE[: RECIPE.index("[[questionnaire.items]]")])

    assert [fault.rule for fault in asked(FILE).errors] == ["the questionnaire has no items"]


def test_a_published_item_keeps_its_wording(workspace, asked):
    asked(FILE)
    with_recipe(workspace, RECIPE.replace("We are led.", "We are led well."))
    asked(FILE.replace("2009", "2010"))

    assert "We are led." in published(workspace.path)["items"]["text"].to_pylist()


def test_a_file_without_numbers_invited_has_one_row_a_person_invited(workspace, asked):
    with_recipe(workspace, RECIPE.replace('invited = "invited"\n', ""))
    asked(FILE)

    assert published(workspace.path)["invitations"]["invited"].to_pylist() == [3, 1]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('group = "group"\n', ""), "nothing states the group"),
        (("scale = [1, 5]", "scale = [1, 3, 5]"), "must be its two ends"),
        (('item_id = "L2"', 'item_id = "L1"'), "the item L1 is there twice"),
        (("minimum_group = 5", 'minimum_group = "3"'), "must be int"),
        (('comment = "comment"', 'remark = "comment"'), "no setting 'remark'"),
    ],
)
def test_a_faulty_recipe_is_refused_with_the_setting(workspace, change, message):
    assert change[0] in RECIPE
    with_recipe(workspace, RECIPE.replace(*change))
    with pytest.raises(RecipeError, match=message):
        recipe.load(workspace.path / "recipes" / "together.toml")


def test_a_source_of_rounds_is_listed_like_any_other(workspace):
    with_recipe(workspace)
    found = {source.source_id: source for source in sources(workspace)}

    assert (found["together"].name, found["together"].is_own) == ("Working together", True)
    assert found["partnership_round"].fault is None
