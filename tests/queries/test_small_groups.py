"""The leak audit: every question of every state, and what can be worked out from all of it.

What is disclosed is read from the answers, not from the rules that hide: which people each number
adds up, checked against how many it says they are. Then exact linear algebra looks for any
combination that concerns fewer people than the minimum, and counting by force for small counts of
an answer. Masks made unsafe on purpose show that the audit can fail.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import queries
from queries import fetch, statements
from tests.queries import second_questionnaire as second
from tests.queries.asked_rounds import MORE_ITEMS, Response, Round, random_round, tables
from tests.queries.disclosure import bounds, consistent, pinned, telling_cells
from tests.queries.workspaces import serving, workspace

DIMENSIONS = list(dict.fromkeys(item.dimension for item in MORE_ITEMS))
OF_ROUND = ("group_figures", "item_categories")
# These tell no sum and no count, and are looked at for numbers that should not be there.
OF_ROUND_TOO = ("perception_gaps", "reliability", "reliability_items", "round_comments")
# What these say is of answers and responses, and looked at by itself.
SHARES = ("item_categories", "response_rates", "rounds")
# More people than this spread over five answers in too many ways to count.
MOST_COUNTED = 45
ALIKE = {"A1": 4, "A2": 2, "A3": 4, "B1": 3, "B2": 4}


def several(number: int, organisation: str, group: str, **others: int | None) -> list[Response]:
    """So many people of one cell who answer alike."""
    return [Response(organisation, group, {**ALIKE, **others})] * number


def varied(asked: Round) -> Round:
    """The same people with answers that go up and down, so that nothing is hidden for that."""
    people = [
        replace(person, answers={**person.answers, "A1": 1 + place % 5, "B2": 5 - place % 5})
        for place, person in enumerate(asked.responses)
    ]
    return replace(asked, responses=people)


# Each of these would tell of a few people without the rule it is named for.
LITERAL = [
    varied(
        Round("one small", several(20, "P", "X") + several(20, "Q", "X") + several(3, "R", "X"))
    ),
    varied(
        Round(
            "two that are few together",
            several(20, "P", "X")
            + several(15, "Q", "X")
            + several(2, "R", "X")
            + several(3, "S", "X"),
        )
    ),
    varied(
        # P less X is two people of P
        Round("overlap", several(15, "P", "X") + several(2, "P", "Y") + several(20, "Q", "Y"))
    ),
    varied(
        # neither difference is of one cell, but together they are of three people
        Round(
            "overlap across",
            several(12, "P", "X")
            + several(1, "P", "Y")
            + several(2, "Q", "X")
            + several(15, "Q", "Y"),
        )
    ),
    varied(
        Round(
            "overlap of what is hidden",
            several(20, "P", "X")
            + several(20, "Q", "Y")
            + several(6, "R", "X")
            + several(5, "S", "Y"),
        )
    ),
    varied(Round("too few in all", several(9, "P", "X"))),
    varied(Round("one organisation", several(20, "P", "X") + several(12, "P", "Y"))),
    Round("all alike", several(15, "P", "X") + several(15, "Q", "Y")),
    Round("nobody", invited={("P", "X"): 12}),
    varied(
        Round(
            "one left something out",
            several(15, "P", "X") + [Response("P", "X", {"A1": 4, "A2": 5, "B1": 2, "B2": 2})],
        )
    ),
    # the same but for the one person whom R has
    varied(
        Round(
            "one of one answered",
            several(25, "P", "X") + several(24, "Q", "Y") + several(1, "R", "X"),
        )
    ),
    varied(
        Round(
            "one of one did not",
            several(25, "P", "X") + several(24, "Q", "Y"),
            invited={("R", "X"): 1},
        )
    ),
    Round(
        "nothing applies",
        several(20, "P", "X") + several(12, "Q", "X", **dict.fromkeys(ALIKE, None)),
    ),
]
RANDOM = [random_round(f"random {seed}", seed, MORE_ITEMS) for seed in range(24)]
ROUNDS = {asked.name: asked for asked in [*LITERAL, *RANDOM]}
# In these every question is asked in every state; in the others what is added up and counted,
# because a state changes limits alone.
WHOLLY = {asked.name for asked in [*LITERAL, *RANDOM[:20]]}
Answers = dict[tuple[str, object], pd.DataFrame]


@pytest.fixture(scope="module", autouse=True)
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("audit") / "workspace"
    with serving(workspace(folder, **tables(MORE_ITEMS, list(ROUNDS.values())))) as path:
        yield path


@cache
def answers(round_id: str) -> Answers:
    """Every question about one round in its states, and this round's rows of those about all."""
    is_whole = round_id in WHOLLY or round_id not in ROUNDS
    asked_of = OF_ROUND + OF_ROUND_TOO if is_whole else OF_ROUND
    found: Answers = {(name, None): fetch(name, round_id=round_id) for name in asked_of}
    for is_finite in (False, True) if is_whole else (False,):
        for name in ("group_scores", "item_scores"):
            found[name, is_finite] = fetch(name, round_id=round_id, is_finite=is_finite)
        scores = fetch("dimension_scores", questionnaire_id="Q", is_finite=is_finite)
        found["dimension_scores", is_finite] = scores[scores["round_id"] == round_id]
    for dimension in DIMENSIONS:
        asked = {"round_id": round_id, "dimension": dimension}
        found["item_group_scores", dimension] = fetch("item_group_scores", **asked)
    for name in ("rounds", "response_rates"):
        rows = fetch(name, questionnaire_id="Q")
        found[name, None] = rows[rows["round_id"] == round_id]
    return found


def told(found: Answers) -> Iterator[tuple[second.Subject, str, str | None, int]]:
    """What each number adds up: subject, kind, name (None for those hidden together), people."""
    for name, key, is_item in (
        ("group_scores", "dimension", False),
        ("item_group_scores", "item_id", True),
    ):
        for (question, _), rows in found.items():
            for row in rows.to_dict("records") if question == name else ():
                if pd.notna(row["answered"]):
                    label = None if row["is_residual"] else row["name"]
                    yield (is_item, row[key]), row["kind"], label, int(row["answered"])
    for name, key, is_item in (
        ("dimension_scores", "dimension", False),
        ("item_scores", "item_id", True),
    ):
        for row in found[name, False].to_dict("records"):
            if pd.notna(row["answered"]):
                yield (is_item, row[key]), "all", None, int(row["answered"])


Hidden = defaultdict[tuple[second.Subject, str], set[str]]


def hidden_by(found: Answers) -> Hidden:
    """Names of each kind that the answers about each subject list as too few."""
    names: Hidden = defaultdict(set)
    for (question, _), rows in found.items():
        is_item = question == "item_group_scores"
        if not is_item and question != "group_scores":
            continue
        few = rows[(rows["note"] == "too_few") & rows["name"].notna()]
        subjects = few["item_id" if is_item else "dimension"]
        for subject, kind, name in zip(subjects, few["kind"], few["name"], strict=True):
            names[(is_item, subject), kind].add(name)
    return names


def leaks(asked: Round, found: Answers) -> list[str]:
    """What can be worked out about fewer people than the minimum from the sums that are shown."""
    scored = second.scores(asked, MORE_ITEMS)
    sums: dict[second.Subject, set[tuple[int, ...]]] = {}
    hidden_names, problems = hidden_by(found), []
    for subject, kind, name, answered in told(found):
        people = Counter(cell for cell, _ in scored[subject])
        cells = sorted(people)
        place = 0 if kind == "organisation" else 1
        hidden = hidden_names[subject, kind]
        row = tuple(
            int(kind == "all" or (cell[place] in hidden if name is None else cell[place] == name))
            for cell in cells
        )
        summed = sum(people[cell] for cell, adds in zip(cells, row, strict=True) if adds)
        assert summed == answered, "the number is not of the people it seems to be of"
        if answered < asked.minimum_group:
            problems.append(f"{subject}: {kind} {name} has {answered}")
        sums.setdefault(subject, set()).add(row)
    for subject, rows in sums.items():
        people = Counter(cell for cell, _ in scored[subject])
        cells = sorted(people)
        telling = telling_cells(rows, [people[cell] for cell in cells], asked.minimum_group)
        if telling is not None:
            problems.append(f"{subject}: {[cells[place] for place in telling]}")
    return problems


def count_leaks(asked: Round, found: Answers) -> list[str]:
    """Small counts of an answer that what is told leaves too few numbers for."""
    scored = second.scores(asked, MORE_ITEMS)
    scores = found["item_scores", False].set_index("item_id")
    shown = found["item_categories", None]
    problems = []
    for item in MORE_ITEMS:
        if item.item_id not in scores.index or pd.isna(scores["answered"][item.item_id]):
            continue
        # by favourable steps, so that the exact total is known from the mean
        categories = item.highest - item.lowest + 1
        steps = [round(s * (categories - 1) / 100) for _, s in scored[True, item.item_id]]
        if len(steps) > MOST_COUNTED:
            continue
        counts = [steps.count(step) for step in range(categories)]
        rows = shown[(shown["item_id"] == item.item_id) & shown["answers"].notna()]
        blocks = list(_blocks(rows, categories))
        worlds = consistent(len(steps), sum(steps), categories, blocks)
        assert len(worlds), "the truth is one of them"
        problems += [
            f"{item.item_id} {counts}: {place} can be {numbers} numbers"
            for place, numbers in pinned(counts, worlds, asked.smallest_count)
        ]
        if not blocks or len(blocks) < categories:
            limits = scores.loc[item.item_id, ["lower_limit", "upper_limit", "change_p"]]
            problems += [f"{item.item_id}: limits tell the answers"] * int(limits.notna().any())
    return problems


def _blocks(rows: pd.DataFrame, categories: int) -> Iterator[tuple[list[int], int]]:
    """Places of favourable steps that are told together, and their people."""
    middle = (categories - 1) / 2
    for row in rows.to_dict("records"):
        side = row["category_position"]
        if row["label"].isdigit():
            yield [round(side + middle)], int(row["answers"])
        else:
            places = [p for p in range(categories) if (p > middle) - (p < middle) == side]
            yield places, int(row["answers"])


def response_leaks(asked: Round, found: Answers) -> list[str]:
    """Numbers of responses below the minimum that are shown or follow from those shown."""
    rows = found["response_rates", None]
    cells = asked.cells
    problems, sums = [], []
    for kind, place in (("organisation", 0), ("respondent_group", 1)):
        of_kind = rows[rows["kind"] == kind]
        hidden = set(of_kind[of_kind["note"] == "too_few"]["name"])
        for row in of_kind[of_kind["responses"].notna()].to_dict("records"):
            number = int(row["responses"])
            names = hidden if row["is_residual"] else {row["name"]}
            summed = sum(people for cell, people in cells.items() if cell[place] in names)
            assert summed == number
            if 0 < number < asked.minimum_group:
                problems.append(f"{kind} {row['name']} has {number}")
            sums.append([int(cell[place] in names) for cell in sorted(cells)])
            if row["is_residual"]:
                invited = of_kind[of_kind["name"].isin(hidden)].set_index("name")["invited"]
                problems += _pinned_responses(dict(invited), number, asked.minimum_group)
    if rows[rows["kind"] == "all"]["responses"].notna().any():
        sums.append([1] * len(cells))
    telling = telling_cells(sums, [cells[c] for c in sorted(cells)], asked.minimum_group)
    return problems + ([f"responses of {telling}"] if telling else [])


def _pinned_responses(invited: Mapping[str, int], together: int, minimum: int) -> list[str]:
    """Names of which only one number of responses is possible; that everybody answered, or nobody
    was asked, is no secret that could be kept.
    """
    if together == sum(invited.values()):
        return []
    possible = bounds(invited, together, minimum)
    return [n for n, (least, most) in possible.items() if least == most and invited[n]]


def payload_leaks(asked: Round, found: Answers) -> list[str]:
    """Exact means of hidden groups among the numbers, and anything of a single person."""
    hidden = hidden_by(found)
    groups = [
        (math.fsum(own) / len(own), len(own))
        for subject, people in second.scores(asked, MORE_ITEMS).items()
        for own in _groups(people, subject, hidden)
    ]
    open_means = [mean for mean, number in groups if number >= asked.minimum_group]
    # a whole number may well be somebody else's
    secret = [
        mean
        for mean, number in groups
        if number < asked.minimum_group and mean % 0.5 and not _is_among(mean, open_means)
    ]
    problems = []
    for (question, _), rows in found.items():
        problems += [f"{question}: {n}" for n in {"response_id", "answer"} & set(rows.columns)]
        if f"{asked.name}-" in rows.to_csv():
            problems.append(f"{question}: the id of a response")
        if question not in SHARES:
            told = _numbers(rows.drop(columns=["favourable", "variance"], errors="ignore"))
            problems += [f"{question}: {v}" for v in told if _is_among(v, secret)]
    return problems


def _groups(
    people: list[second.Score], subject: second.Subject, hidden: Hidden
) -> Iterator[list[float]]:
    """Scores of everybody, of each name, and of those hidden together, on one subject."""
    yield [score for _, score in people]
    for place, kind in enumerate(("organisation", "respondent_group")):
        names: dict[str, list[float]] = {}
        for cell, score in people:
            names.setdefault(cell[place], []).append(score)
        yield from names.values()
        too_few = hidden[subject, kind]
        if together := [score for cell, score in people if cell[place] in too_few]:
            yield together


def _is_among(value: float, others: list[float]) -> bool:
    return any(math.isclose(value, other, abs_tol=1e-9) for other in others)


def _numbers(rows: pd.DataFrame) -> set[float]:
    numbers = rows.select_dtypes("number").to_numpy(dtype=float).ravel()
    return {float(value) for value in numbers if math.isfinite(value)}


AUDITS = (leaks, count_leaks, response_leaks, payload_leaks)


@pytest.mark.parametrize("name", ROUNDS)
def test_nothing_can_be_worked_out_about_few_people(name):
    assert [found for audit in AUDITS for found in audit(ROUNDS[name], answers(name))] == []


def test_a_round_of_too_few_shows_only_how_many_were_invited():
    found = answers("too few in all")

    kept = {"invited", "position", "smallest_count", "minimum_group", "is_item", "items"}
    kept |= {"is_negative", "is_residual"}
    for (question, _), rows in found.items():
        numbers = rows.select_dtypes(("number", "bool"))
        assert numbers.drop(columns=[*kept & set(numbers)]).isna().all(axis=None), question
    assert list(found["rounds", None]["invited"]) == [9]


def test_who_is_shown_does_not_tell_whether_the_only_one_invited_answered():
    did, did_not = answers("one of one answered"), answers("one of one did not")

    marks = ["kind", "name", "is_residual", "note"]
    for key, rows in did.items():
        if set(marks) <= set(rows):
            about = [*marks, *{"dimension", "item_id"} & set(rows)]
            one, other = (frame[about].reset_index(drop=True) for frame in (rows, did_not[key]))
            pd.testing.assert_frame_equal(one, other, obj=str(key))
            assert rows.empty or rows["is_residual"].any(), "what it says is said"


def test_two_people_of_groups_hidden_together_can_change_places_and_nothing_shows_it(tmp_path):
    """People of P and Q, both too few, of one group: their organisations are not to be told."""
    crowd = several(12, "R", "X") + several(14, "S", "Y")
    one = varied(Round("r", crowd + several(6, "P", "X") + several(5, "Q", "X", A3=1)))
    people = list(one.responses)
    first, last = people[-11], people[-1]
    assert (first.organisation, last.organisation) == ("P", "Q")
    people[-11] = replace(last, organisation="P")
    people[-1] = replace(first, organisation="Q")
    other = replace(one, responses=people)

    seen = []
    for place, asked in enumerate((one, other)):
        with serving(workspace(tmp_path / str(place), **tables(MORE_ITEMS, [asked]))):
            seen.append(answers.__wrapped__("r"))
    queries.serve()
    assert second.scores(one, MORE_ITEMS) != second.scores(other, MORE_ITEMS)
    for key, rows in seen[0].items():
        pd.testing.assert_frame_equal(rows, seen[1][key])


def test_who_left_something_out_cannot_be_solved_for_from_the_scores():
    """Items as counted, times nothing, less the dimension times its items leaves one person."""
    asked = ROUNDS["one left something out"]
    row = answers(asked.name)["dimension_scores", False].set_index("dimension").loc["Aims"]
    scored = second.scores(asked, MORE_ITEMS)
    counted = sum(score for item in ("A1", "A2", "A3") for _, score in scored[True, item])
    number, middle = row["answered"], (row["lower_limit"] + row["upper_limit"]) / 2

    def mean(missing: float) -> float:
        """The exact score, had the person's two answers this mean."""
        return (counted + missing) / (3 * number)

    possible = [
        half * 12.5
        for half in range(9)
        if abs(mean(half * 12.5) - row["score"]) <= 0.5 and abs(mean(half * 12.5) - middle) <= 0.5
    ]
    exact = next(score for _, score in reversed(scored[False, "Aims"]))
    assert exact in possible
    assert len(possible) > 1


def test_no_page_asks_for_the_figures_before_they_are_rounded():
    pages = Path(queries.__file__).parents[1]
    texts = [
        path.read_text("utf-8")
        for name in ("pages", "components")
        for path in pages.glob(f"{name}/**/*.py")
    ]

    assert texts
    assert not any("group_figures" in text for text in texts)


PERSONAL = {"questionnaire_answers", "person_scores", "questionnaire_comments"}


def test_no_question_is_built_on_rows_of_people():
    bases = {
        base
        for path in statements.QUESTIONS.glob("*.sql")
        if (base := statements.builds_on(path.stem)) and PERSONAL & statements.words_of(base)
    }

    # its rows are of groups, with the rules already applied
    assert bases == {"group_figures"}


WHO_IS_HIDDEN = "or (has_small and (people_before < minimum_group or names_before < 2))"
# Rules made unsafe: a text of the SQL, what stands there instead, and who finds it out.
UNSAFE = {
    "the single small one stands alone": (
        WHO_IS_HIDDEN,
        "",
        leaks,
    ),
    "few together are told": ("people_before < minimum_group or names_before < 2", "false", leaks),
    "small ones are told": (WHO_IS_HIDDEN, "and false", leaks),
    "exact means of small ones are told": (
        WHO_IS_HIDDEN,
        "and false",
        payload_leaks,
    ),
    "overlaps are not looked for": (
        "or sum(on_the_cut) between 1 and any_value(minimum_group) - 1",
        "",
        leaks,
    ),
    "the mean is forgotten": (
        "or coalesce(spans.numbers, 1) >= blocks.smallest_count",
        "or true",
        count_leaks,
    ),
    "small counts are told": ("people between 1 and smallest_count - 1", "false", count_leaks),
    "responses of the hidden are told": (
        WHO_IS_HIDDEN,
        "and false",
        response_leaks,
    ),
}


@contextmanager
def rewritten(safe: str, unsafe: str) -> Generator[None]:
    """Every macro with one text replaced by another, in a connection of its own."""
    texts = {name: text.replace(safe, unsafe) for name, text in statements._macros().items()}
    assert texts != statements._macros(), "the rule has moved"
    caches = (statements.all_macros, queries._root, queries._answer, answers)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "_macros", lambda: texts)
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize("rule", UNSAFE)
def test_the_audit_finds_a_mask_that_is_not_safe(rule):
    safe, unsafe, audit = UNSAFE[rule]

    with rewritten(safe, unsafe):
        problems = (audit(asked, answers(asked.name)) for asked in [*LITERAL, *RANDOM[:24]])
        assert any(problems)
