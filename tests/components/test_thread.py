"""The golden thread's words and picture, from rows; and the sheet's file, as text."""

from __future__ import annotations

import pandas as pd
import pytest

from components.thread import picture, sheets, words

WOVEN = {
    "title": "Clean streets",
    "level": "aim",
    "level_rank": 3,
    "level_number": 4,
    "is_outcome": False,
    "owner_name": "Streets",
    "head_role": None,
    "department_code": None,
    "partner": "Council",
    "indicators": 0,
    "on_target": 0,
    "within_tolerance": 0,
    "intervention": 0,
    "not_judged": 0,
    "late": 0,
    "worst": None,
    "distance": 1,
}


def sight(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([{**WOVEN, **row} for row in rows])


CHOSEN = {"node_id": "A1", "side": "chosen", "distance": 0}
UPPER = {"side": "above", "level": "national_outcome", "level_rank": 2, "level_number": 2}
LOWER = {"side": "beneath", "level": "objective", "level_rank": 4, "level_number": 7}
TOP = {"side": "above", "level": "national_purpose", "level_rank": 1, "level_number": 0}
SHOWN = {"indicators": 14, "on_target": 9, "within_tolerance": 3, "intervention": 2}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [
                {**CHOSEN, **SHOWN},
                *({**UPPER, "node_id": f"O{n}", "is_outcome": True} for n in range(3)),
            ],
            "“Clean streets” serves 3 national outcomes; of 14 indicators on it or beneath it 9 "
            "are on target, 2 at or beyond the intervention level.",
        ),
        (
            [{**CHOSEN, **SHOWN, "on_target": 1, "intervention": 0}, {**TOP, "node_id": "P"}],
            "“Clean streets” reaches no outcome; of 14 indicators on it or beneath it 1 is on "
            "target, none at or beyond the intervention level.",
        ),
        (
            [CHOSEN],
            "“Clean streets” serves nothing and nothing serves it; no indicator is on it or "
            "beneath it.",
        ),
        (
            [{**CHOSEN, "is_outcome": True}, {**LOWER, "node_id": "D1"}],
            "“Clean streets” is served by 1 node beneath it; no indicator is on it or beneath it.",
        ),
    ],
)
def test_a_headline_says_what_is_served_and_how_it_stands(rows, said):
    found = sight(*rows)

    assert words.headline(found.iloc[0], found) == said


def test_standing_gives_counts_the_worst_first_and_no_average():
    row = {**WOVEN, **SHOWN}

    assert words.standing(row) == (
        "■ 2 at or beyond intervention, ◆ 3 within tolerance, ● 9 on target, of 14 indicators"
    )
    assert words.standing(WOVEN) == "No indicator on it or beneath"


def test_neighbours_are_named_and_further_nodes_counted_until_they_are_opened():
    rows = sight(
        {**TOP, "node_id": "P", "distance": 2},
        *({**UPPER, "node_id": f"O{n}"} for n in range(2)),
        CHOSEN,
        *({**LOWER, "node_id": f"D{n}", "title": f"Do {n}"} for n in range(13)),
        *({**LOWER, "node_id": f"E{n}", "distance": 2} for n in range(4)),
    )

    drawn = picture.rows(rows, None)
    assert drawn["position"].tolist() == list(range(1, len(drawn) + 1))
    assert list(drawn["title"])[0] == "1 national purpose, further off: open"
    assert drawn["node_id"].count() == 2 + 1 + picture.NAMED
    assert list(drawn["title"])[-1] == "7 more objectives, further off: open"
    assert drawn["indent"].is_monotonic_increasing
    assert picture.offered(rows) == {
        "above national_purpose": "National purpose, serves (1)",
        "beneath objective": "Objective, served by (17)",
    }

    opened = picture.rows(rows, "beneath objective")
    assert opened["node_id"].count() == 2 + 1 + 17
    assert opened["opens"].tolist().count("above national_purpose") == 1


def test_two_thousand_nodes_make_a_picture_of_a_page():
    levels = [("national_purpose", 1), ("aim", 3), *((f"level_{n}", n) for n in range(4, 11))]
    rows = sight(
        CHOSEN,
        *(
            {
                "node_id": f"{level}-{n}",
                "side": "above" if rank < 3 else "beneath",
                "level": level,
                "level_rank": rank,
                "distance": 1 + abs(rank - 3) + n % 3,
            }
            for level, rank in levels
            for n in range(250)
        ),
    )

    assert len(rows) > 2000
    assert len(picture.rows(rows, None)) <= 1 + len(levels) * (picture.NAMED + 1)
    assert len(picture.rows(rows, "beneath level_5")) < 150


def test_lines_join_the_chosen_node_with_its_neighbours_alone():
    drawn = picture.rows(
        sight(
            {**TOP, "node_id": "P", "distance": 2},
            {**UPPER, "node_id": "O1"},
            CHOSEN,
            {**LOWER, "node_id": "D1"},
        ),
        None,
    )

    corners = picture.links(drawn)
    assert corners.to_numpy().tolist() == [
        [2, 1, 14, 2],
        [2, 2, 14, 3],
        [2, 3, 28, 3],
        [4, 1, 28, 3],
        [4, 2, 28, 4],
        [4, 3, 42, 4],
    ]


def test_breaks_are_counted_and_told_in_words():
    rows = pd.DataFrame(
        [
            {"kind": "nothing_beneath", "title": "Safe", "detail": None},
            {"kind": "no_owner", "title": "Clean", "detail": None},
            {"kind": "no_owner", "title": "Green", "detail": None},
            {"kind": "level_skipped", "title": "Sweep", "detail": "Well-being"},
        ]
    )

    assert words.broken(rows) == (
        "1 outcome with nothing beneath, 1 node that skips a level, 2 nodes without an owner"
    )
    assert words.fault(rows.iloc[3]) == "Directly beneath “Well-being”"
    assert set(words.BREAKS) == set(words.COUNTED)


def test_a_sheet_says_of_actions_only_that_none_serves_its_objectives():
    own = {"node_id": "D1", "part": "own", "level": "objective", "title": "Clean"}
    own |= {"level_number": 2, "level_rank": 2}
    none = pd.DataFrame(columns=["indicator_id", "action_id"])
    parts = dict(sheets._parts(sight(own), none, none))

    assert parts["Our actions"] == ["No action of the improvement plan serves these objectives."]
    assert parts["Our learning activities"] == ["Nothing is recorded."]


def test_whatever_people_wrote_stands_in_the_sheets_file_as_text():
    evil = "<script>alert(1)</script> & {braces} <img src=x onerror=1>"
    text = sheets.page(evil, evil, [(evil, [evil])], evil)

    assert "<script>" not in text
    assert "<img" not in text
    assert text.count("&lt;script&gt;") == 6
    assert "{braces}" in text
    assert "size: A4" in text
