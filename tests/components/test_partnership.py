"""What is drawn of a questionnaire's round: cells, bars and dots by literal rows, and pictures."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
import vl_convert
from streamlit.testing.v1 import AppTest

from components import charts, kept, partnership
from components.charts import Drawing
from components.downloads import picture
from components.partnership import (
    cells,
    checks,
    gaps,
    groups,
    numbers,
    response,
    scores,
    statements,
)
from components.records import is_absent, records
from tests.components import partnership_rows as rows

WORDS = {"title": "People", "source": "Partnership", "as_at": "As at 31 July 2009"}


def subject(
    dimension: str | None = None, round_id: str = "r2", **others: Any
) -> partnership.Subject:
    made = {"rounds": rows.asked(rows.rounds()), "scores": rows.asked(rows.scores())} | others
    questions = {"Leadership": "Is there effective leadership?"}
    return partnership.Subject(
        **made,
        round_id=round_id,
        dimension=dimension,
        questions=questions,
        source="Partnership",
        as_at="As at 31 July 2009",
    )


def svg(drawn: Drawing, table: pd.DataFrame, **beside: pd.DataFrame) -> str:
    return vl_convert.vegalite_to_svg(picture(drawn, {"rows": table, **beside}, WORDS))


def test_a_round_knows_the_one_before_it():
    assert subject().previous == "2007"
    assert subject(round_id="r1").previous is None
    assert subject().titles == {"r1": "2007", "r2": "2008"}
    assert subject("Leadership").score["score"] == rows.NOW["Leadership"]


def test_a_question_without_words_of_its_own_is_called_by_its_name():
    assert subject().question("Leadership") == "Is there effective leadership?"
    assert subject().question("Processes") == "Processes"


def test_the_grid_has_a_heading_for_each_kind_and_the_rest_last():
    made = cells.sheet(cells.cells(records(rows.groups()), lambda row: row["dimension"]))
    placed = pd.concat([made.rows, *made.tables.values()]).sort_values("place")
    names = placed["name"].drop_duplicates().tolist()

    assert names == [
        "organisation|# Organisations",
        "organisation|Harrow Council",
        "organisation|Harrow PCT",
        "organisation|Harrow Police",
        "organisation|Probation",
        "organisation|Voluntary sector",
        "organisation|Other organisations",
        "respondent_group|# Groups of people",
        "respondent_group|Board",
        "respondent_group|Executive",
        "respondent_group|Front line",
    ]


@pytest.mark.parametrize(
    ("note", "said"), [("too_few", "too few to show"), ("held_back", "held back")]
)
def test_a_hidden_cell_has_words_and_no_number(note, said):
    table = rows.with_cells(rows.groups(), {"name": rows.HIDDEN}, note=note)
    hidden = [
        cell
        for cell in cells.cells(records(table), lambda row: row["dimension"])
        if cell.get("called") == rows.HIDDEN
    ]

    assert {cell["words"] for cell in hidden} == {said}
    assert all(is_absent(cell["value"]) for cell in hidden)
    assert hidden[0]["spoken"] == f"Probation, Leadership: {said}"


def test_a_cell_that_stands_out_says_so_by_sign_and_word():
    below = [
        cell
        for cell in cells.cells(records(rows.groups()), lambda row: row["dimension"])
        if cell.get("called") == rows.BELOW
    ]

    assert {(cell["sign"], cell["standing"]) for cell in below} == {("below", "Below the others")}


def test_who_is_hidden_is_told_with_the_reason():
    told = groups.told_of(records(rows.groups()), subject())
    held = rows.with_cells(rows.groups(), {"kind": "respondent_group"}, score=None)
    held = rows.with_cells(held, {"kind": "respondent_group"}, note="held_back")

    assert "Fewer than 10 answers" in told
    assert "Probation." in told
    assert "held back" not in told
    assert "Groups of people are held back on Leadership, People" in groups.told_of(
        records(held), subject()
    )


def test_the_grid_is_drawn_with_marks_words_and_headings():
    made = cells.sheet(cells.cells(records(rows.groups()), lambda row: row["dimension"]))
    drawn = svg(charts.grid(cells.STEPS, **made.heads), made.rows, **made.tables)

    assert ">47 ▼</text>" in drawn
    places = [drawn.index(f">{name}</text>") for name in ("Organisations", "Harrow PCT", "Board")]
    assert places == sorted(places)
    assert made.lines == 2
    assert ">under 40</text>" in drawn
    assert 'aria-label="Board, People: 58, No clear difference"' in drawn


def test_headings_of_a_grid_are_whole_on_a_phone():
    made = cells.sheet(cells.cells(records(rows.groups()), lambda row: row["dimension"]))
    drawing = charts.grid(cells.STEPS, **made.heads)
    spec = picture(drawing, {"rows": made.rows, **made.tables}, WORDS)
    narrow = json.dumps({**spec, "width": 360}).replace("containerSize()[0]", "360")

    drawn = vl_convert.vegalite_to_svg(narrow)

    for name in {row["column_name"] for row in made.rows.to_dict("records")}:
        assert f">{name}</text>" in drawn
    assert "rotate(-90)" in drawn


def bars(item_id: str) -> list[dict[str, Any]]:
    (item,) = [row for row in records(rows.items()) if row["item_id"] == item_id]
    given = [row for row in records(rows.categories()) if row["item_id"] == item_id]
    return statements._bars(item, given)


def test_bars_part_at_the_middle_of_the_middle_answer():
    first, *_, last = bars("L1")

    assert first["from"] == pytest.approx(-(9 + 20 + 15) / 99 * 100)
    assert last["to"] == pytest.approx((15 + 30 + 10) / 99 * 100)
    assert [bar["tone"] for bar in bars("L1")] == [*charts.TONES]


def test_answers_put_together_are_said_to_be_and_have_a_tone_of_their_own():
    made = bars("L4")

    assert [bar["tone"] for bar in made] == ["all_unfavourable", "middle", "all_favourable"]
    assert made[0]["answer"] == "Unfavourable together"
    assert made[1]["answer"] == "In the middle"
    assert "put together" not in bars("L1")[0]["words"]


@pytest.mark.parametrize("is_merged", [True, False])
def test_answers_put_together_are_in_the_legend_only_where_there_are_any(is_merged):
    asked = rows.asked(rows.items()), rows.asked(rows.categories())
    table = statements._answers(subject("Leadership"), *asked)
    drawn = svg(charts.statements(is_merged=is_merged), table.assign(place=range(len(table))))

    assert (">Favourable together</text>" in drawn) is is_merged


def test_what_the_marks_of_statements_mean_is_said_only_of_those_in_sight():
    of = {row["item_id"]: row for row in records(rows.items())}

    assert "Put together" in statements._marks([of["L4"]], is_merged=True)
    assert "Put together" not in statements._marks([of["L1"]], is_merged=False)


def test_a_statement_turned_round_has_its_mark_among_the_organisations():
    texts = {row["item_id"]: groups.headed(row) for row in records(rows.items())}

    assert texts["L4"].startswith("⟲ ")
    assert not texts["L1"].startswith("⟲")


def test_numbers_that_are_never_told_have_no_column_and_a_reason():
    items = records(rows.items())
    bare = {"lower_limit": None, "upper_limit": None, "change_lower": None, "change_p": None}
    table, why = numbers.told([row | bare for row in items], "2007")
    some, why_some = numbers.told([items[0], items[1] | bare], "2007")
    whole, no_why = numbers.told(items, "2007")

    assert not {"95% interval", "p, Holm"} & set(table.columns)
    assert {"95% interval", "p, Holm"} <= set(some.columns)
    assert {"95% interval", "p, Holm"} <= set(whole.columns)
    assert why == why_some == numbers.WHY and no_why == ""


def test_the_answers_to_a_reversed_statement_are_turned():
    made = bars("L4")

    assert made[-1]["percentage"] == pytest.approx(30 / 99 * 100), "disagreeing is favourable"
    assert made[0]["words"] == "⟲  put together, score 53  ↘ −8"


def test_hidden_answers_leave_a_gap_that_is_told():
    made = bars("C2")

    assert [bar["tone"] for bar in made] == ["middle", "favourable", "most_favourable"]
    assert made[0]["words"].startswith("14% not shown, score 58")


def test_a_statement_without_any_answer_shown_keeps_its_place():
    (bar,) = bars("C3")

    assert "tone" not in bar
    assert bar["line_1"] == "We hear about changes too late to have a say."
    assert "answers not shown, score 49" in bar["words"]


def test_statements_are_drawn_in_their_order_with_shares():
    asked = rows.asked(rows.items()), rows.asked(rows.categories())
    table = statements._answers(subject("Leadership"), *asked)
    drawn = svg(charts.statements(), table.assign(place=range(len(table), 0, -1)))

    assert ">Most unfavourable</text>" in drawn
    assert ">49%</text>" in drawn
    assert drawn.count("speak with one voice about what we are here to change.</text>") == 1


def dots() -> pd.DataFrame:
    asked = rows.asked(rows.groups()), rows.asked(rows.gaps())
    table, _ = gaps._perceptions(subject(), *asked)
    return table


def test_dots_leave_out_who_is_hidden_or_stands_for_several():
    assert set(dots()["name"]) == {"Harrow Council", "Harrow PCT", "Harrow Police"} | {
        *rows.NAMES["respondent_group"],
        rows.BELOW,
    }


def test_each_lane_says_its_gap_once_and_names_its_ends():
    of_people = dots()[dots()["lane"] == "People|Organisations"]

    assert of_people["apart"].dropna().tolist() == ["18 apart ◆"]
    ends = of_people.dropna(subset="end").set_index("end")["name"].to_dict()
    assert ends == {"lowest": rows.BELOW, "highest": "Harrow Council"}


def test_perceptions_without_anything_to_show_are_drawn_empty():
    hidden = rows.with_cells(rows.groups(), {}, score=None, note="too_few")
    table, _ = gaps._perceptions(subject(), rows.asked(hidden), rows.asked(rows.gaps()))

    assert table.empty
    assert "<svg" in svg(charts.perceptions(), table)
    assert ">18 apart ◆</text>" in svg(charts.perceptions(), dots())


def test_response_cells_say_the_rate_or_that_it_is_hidden():
    made, told = response._rates(subject(), rows.asked(rows.rates()))
    table = made.rows
    hidden = table[table["called"] == rows.HIDDEN]

    assert told.endswith("fewer than the 71% in 2007.")
    assert hidden["value"].isna().all()
    assert set(hidden["words"]) == {"too few to show"}
    assert "Everyone, 2008: 50%, 102 of 204" in set(table["spoken"])


def test_scores_by_round_are_drawn_with_the_chosen_one_in_bold():
    table, spoken = scores._by_round(subject(), rows.asked(rows.scores()))
    drawn = svg(charts.round_scores(), table)

    assert "Processes: 2007 48, 2008 55" in spoken
    assert 'aria-label="Processes, 2008: 55"' in drawn
    assert 'aria-label="Partnerships and resources, 2007: 50"' in drawn


def test_a_score_that_is_hidden_is_a_cross():
    where = {"round_id": "r1", "dimension": "People"}
    hidden = rows.with_cells(rows.scores(), where, score=None, note="too_few")
    table, spoken = scores._by_round(subject(), rows.asked(hidden))
    drawn = svg(charts.round_scores(), table)

    assert "People: 2007 –, 2008 55" in spoken
    assert ">✕</text>" in drawn
    assert 'aria-label="People, 2007: not enough answers to show"' in drawn


def test_standings_name_who_is_hidden():
    made, _ = groups._standings(subject("People"), rows.asked(rows.groups()))
    drawn = svg(charts.standings("Score"), made.rows, **made.tables)

    assert ">too few to show</text>" in drawn
    assert ">Everyone</text>" in drawn
    assert ">43 ▼</text>" in drawn


def test_what_is_made_of_an_answer_is_made_once():
    made: list[int] = []
    make = kept.once(lambda one, answer: made.append(len(answer.rows)) or len(made))
    about, answer = subject(), rows.asked(rows.gaps())

    assert (make(about, answer), make(about, answer)) == (1, 1)
    assert make(about, rows.asked(rows.gaps())) == 2, "another data version is another answer"
    assert make(subject(), answer) == 3, "so is the same of another round"


def _reading() -> None:
    from components import partnership
    from tests.components import partnership_rows as rows
    from tests.components.test_partnership import subject

    about = subject()
    partnership.comments(about, rows.asked(rows.comments()))
    partnership.comments(about, rows.asked(rows.comments().head(0)))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "No comments, or too few to show."),
        (1, "1 comment, for the working group: at the foot of this page."),
        (12, "12 comments, for the working group: at the foot of this page."),
    ],
)
def test_how_many_comments_there_are_is_said(count, said):
    assert checks.how_many(count) == said


def test_comments_are_text_and_none_gets_words():
    app = AppTest.from_function(_reading).run()
    said = "\n".join(element.value for element in app.markdown)

    assert not app.exception
    assert "Leaders \\<b\\>listen\\</b\\> = at last" in said
    assert "There are no comments" in app.info[0].value
