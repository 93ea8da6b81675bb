"""The eight pieces of work: each done, missing or not needed by its fact, on literal rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from data import register as registers
from data import releases, store
from data.publishing import Change, publish
from data.register import roles
from data.workspace import open_workspace
from queries import fetch
from queries.statements import all_macros, statement
from tests.data.register.drafting import made_law
from tests.data.rows import observations, table, year
from tests.queries.workspaces import AREAS, SETTINGS, serving, workspace

TODAY, YESTERDAY = date(2009, 7, 31), date(2009, 7, 30)
ASKED = {"area_code": "H", "today": TODAY}
ANY = {"partner": None, "theme": None, "collection": None}
STEPS = [
    "aims",
    "indicator",
    "definition",
    "baseline",
    "target",
    "reporting",
    "improvement",
    "change",
]
RULE = {
    **{key: year(2009)[key] for key in ("period_start", "period_end")},
    "baseline_value": 40.0,
    "baseline_label": "2004/05",
}
WHOLE = {
    "numerator": "waste recycled",
    "denominator": "all waste",
    "review_date": date(2010, 3, 31),
    "department_code": "D1",
    "framework_step": 6,
}
NO_RULE = {"baseline": "missing", "target": "missing", "change": "not_needed"}
UNSET = "baseline,target,intervention_level"


@dataclass(frozen=True)
class Case:
    """An indicator: what differs from the whole one, what it lacks, and states other than done."""

    lacks: str = ""
    states: Mapping[str, str] = field(default_factory=dict)
    sheet: Mapping[str, object] = field(default_factory=dict)
    results: Sequence[Mapping[str, object]] = ({},)
    rules: Sequence[Mapping[str, object]] = ({},)
    links: Sequence[str] = ("work",)

    @property
    def expected(self) -> dict[str, str]:
        """How each piece of work stands."""
        return dict.fromkeys(STEPS, "done") | {"improvement": "not_recorded"} | self.states


def lacking(lacks: str, step: str, **differing) -> Case:
    """An indicator with one piece of work missing."""
    return Case(lacks, {step: "missing"}, **differing)


CASES = {
    "everything": Case(),
    "no link": lacking("aim", "aims", links=()),
    "a link above the aims": Case(links=("national",)),
    "a blank partner": lacking("partner", "indicator", sheet={"partner": " "}),
    "a blank definition and unit": lacking(
        "definition,unit", "definition", sheet={"definition": " ", "unit": ""}
    ),
    "a proportion without its parts": lacking(
        "numerator,denominator", "definition", sheet={"numerator": None, "denominator": None}
    ),
    "a rate without a denominator": lacking(
        "denominator", "definition", sheet={"method": "rate", "denominator": " "}
    ),
    "a count without a denominator": Case(sheet={"method": "count", "denominator": None}),
    "a mean without either": lacking(
        "numerator", "definition", sheet={"method": "mean", "numerator": None, "denominator": None}
    ),
    "a score without either": Case(
        sheet={"method": "score", "numerator": None, "denominator": None}
    ),
    "no review": lacking("review", "definition", sheet={"review_date": None}),
    "a review due today": Case(sheet={"review_date": TODAY}),
    "a review due yesterday": lacking("review", "definition", sheet={"review_date": YESTERDAY}),
    "no rule": Case(UNSET, NO_RULE, rules=()),
    "a rule that ended yesterday": Case(UNSET, NO_RULE, rules=({"period_end": YESTERDAY},)),
    "a rule that ends today": Case(rules=({"period_end": TODAY},)),
    "a rule of the next year": Case(
        rules=({"period_start": date(2010, 4, 1), "period_end": date(2011, 3, 31)},)
    ),
    "a rule of a ward": Case(
        UNSET, {"baseline": "missing", "target": "missing"}, rules=({"area_code": "W1"},)
    ),
    "no baseline": lacking("baseline", "baseline", rules=({"baseline_value": None},)),
    "no intervention level": lacking(
        "intervention_level", "target", rules=({"intervention_level": None},)
    ),
    "neither high nor low is good": Case(
        "",
        {"baseline": "not_needed", "target": "not_needed", "change": "not_needed"},
        sheet={"polarity": "none"},
        rules=(),
    ),
    "nobody's approval": lacking("approval", "change", rules=({"approved_by": " "},)),
    "an approval without a day, of a ward's rule": lacking(
        "approval", "change", rules=({}, {"area_code": "W1", "approved_date": None})
    ),
    "a rule long over that nobody approved": Case(
        rules=({}, {"period_end": YESTERDAY, "approved_by": None})
    ),
    "no department": lacking("department", "reporting", sheet={"department_code": None}),
    "no result": lacking("result", "reporting", results=()),
    "a result in a ward": lacking("result", "reporting", results=({"area_code": "W1"},)),
    "a result that is owed": lacking("overdue", "reporting", results=(year(2007),)),
    # 31 March and 122 days are today
    "a result due today": Case(sheet={"publication_lag_days": 122}, results=(year(2007),)),
    "a part of the year": lacking(
        "overdue", "reporting", results=(year(2007), {"value_note": "partial_period"})
    ),
    "a survey of long ago": Case(sheet={"frequency": "survey"}, results=(year(1999),)),
    "a survey never made": lacking(
        "result", "reporting", sheet={"frequency": "survey"}, results=()
    ),
}
NODES = (
    {"node_id": "national", "level_number": 2, "level": "national_outcome", "title": "Safe"},
    {"node_id": "A1", "level_number": 4, "level": "partnership_aim", "title": "Cleaner"},
    {"node_id": "A2", "level_number": 4, "level": "Aims", "title": "Warmer"},
    {"node_id": "A3", "level_number": 4, "level": "Partnership priorities", "title": "Calmer"},
    {"node_id": "claim", "level_number": 5, "level": "claims", "title": "No aim"},
    {"node_id": "work", "level_number": 7, "level": "objective", "title": "Collect weekly"},
)
LINKS = (
    {"child_id": "A1", "parent_id": "national"},
    {"child_id": "claim", "parent_id": "A1"},
    {"child_id": "work", "parent_id": "claim"},
    {"child_id": "work", "parent_id": "A2"},
)
AROUND = {
    "departments": [{"department_code": "D1", "name": "Waste"}],
    "thread_nodes": NODES,
    "thread_links": LINKS,
}


def tables(cases: Mapping[str, Case]) -> dict[str, list[dict]]:
    """The rows of every case: each is an indicator of that name."""
    found: dict[str, list[dict]] = {
        name: [] for name in ("indicators", "observations", "targets", "thread_indicators")
    }
    for name, case in cases.items():
        one = {"indicator_id": name}
        found["indicators"].append({**WHOLE, **case.sheet, **one, "name": name})
        found["observations"] += [{**row, **one} for row in case.results]
        found["targets"] += [{**RULE, **row, **one} for row in case.rules]
        found["thread_indicators"] += [{"node_id": node, **one} for node in case.links]
    return found


def made(folder: Path, cases: Mapping[str, Case]) -> Path:
    """A workspace with these indicators."""
    reference = tables(cases)
    return workspace(folder, reference.pop("observations"), **AROUND, **reference)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("framework"), CASES)


@pytest.fixture(autouse=True)
def served(folder):
    with serving(folder):
        yield


@pytest.fixture
def sheets(served) -> pd.DataFrame:
    return fetch("framework_steps", **ASKED).set_index("indicator_id")


@pytest.mark.parametrize("words", CASES)
def test_each_piece_of_work_by_its_fact(sheets, words):
    case, row = CASES[words], sheets.loc[words]

    assert {step: row[f"{step}_state"] for step in STEPS} == case.expected
    assert row["lacks"] == case.lacks
    assert row["missing_steps"] == list(case.expected.values()).count("missing")


def test_an_indicator_serves_every_aim_that_its_objectives_lie_beneath(sheets):
    assert list(sheets.loc["everything", "aim_titles"]) == ["Cleaner", "Warmer"]
    assert sheets.loc["a link above the aims", "aim_titles"] is None
    assert list(sheets.loc["a link above the aims", "node_titles"]) == ["Safe"]


def test_the_rule_that_counts_is_the_first_to_end_and_of_those_the_shortest(tmp_path):
    rules = (
        {"period_end": date(2012, 3, 31), "target_value": 90.0},
        {"period_start": date(2005, 4, 1), "target_value": 70.0},
        {"period_start": date(2009, 4, 1), "target_value": 80.0},
        {"period_end": YESTERDAY, "target_value": 45.0},
    )
    with serving(made(tmp_path / "rules", {"several": Case(rules=rules)})):
        (row,) = fetch("framework_steps", **ASKED).to_dict("records")

    assert (row["target_value"], row["rules_in_force"]) == (80.0, 3)
    assert row["target_end"].date() == date(2010, 3, 31)
    assert row["last_target_end"].date() == date(2012, 3, 31)


def test_a_rule_that_the_register_made_law_is_in_force(tmp_path):
    folder = made(tmp_path / "ruled", {"A1": Case(UNSET, NO_RULE, rules=())})
    with serving(folder):
        before = fetch("framework_steps", **ASKED)
    register = registers.of(open_workspace(folder))
    for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
        roles.appoint(register, roles.Person(name, role), who="root", why="To begin")
    made_law(register)
    with serving(folder):
        (row,) = fetch("framework_steps", **ASKED).to_dict("records")

    assert before["lacks"].tolist() == [UNSET]
    assert (row["lacks"], row["target_state"], row["change_state"]) == ("", "done", "done")
    # From 50 in 2007/08 to 60 in 2011/12: the second of four years.
    assert (row["baseline_value"], row["target_value"]) == (50.0, 55.0)
    assert (row["approved_by"], row["rules_in_force"]) == ("Anne", 3)
    assert row["target_end"].date() == date(2010, 3, 31)


def test_a_result_that_missed_its_release_came_late(tmp_path):
    reference = tables({"first": Case(), "second": Case()}) | AROUND | {"areas": AREAS}
    del reference["observations"]
    held = {name: table(name, *rows) for name, rows in reference.items()}
    for day, rows in (
        (date(2008, 7, 31), [{"indicator_id": name, **year(2007)} for name in ("first", "second")]),
        (date(2009, 6, 10), [{"indicator_id": "second"}]),
        (date(2009, 7, 28), [{"indicator_id": "first"}]),
    ):
        brought = observations(*({**row, "batch_id": f"of {day}"} for row in rows))
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        about = {"source_id": "test", "who": "test", "why": "test", "at": moment}
        publish(tmp_path, Change(brought, reference=held), **about)
        held = {}
    (tmp_path / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    with serving(tmp_path):
        rows = fetch("framework_steps", **ASKED).set_index("indicator_id")

    assert rows["lacks"].to_dict() == {"first": "in_time", "second": ""}
    assert rows.loc["first", "reporting_state"] == "missing"


@pytest.mark.parametrize(
    ("claimed", "lacks_target", "expected"),
    [
        (3, False, "less"),
        (5, False, "less"),
        (6, False, "agrees"),
        (8, False, "agrees"),  # nothing recorded speaks against the last two
        (3, True, "agrees"),
        (4, True, "more"),
        (8, True, "more"),
        (0, True, "less"),
    ],
)
def test_the_catalogues_claim_is_held_against_the_facts(tmp_path, claimed, lacks_target, expected):
    case = Case(sheet={"framework_step": claimed}, rules=() if lacks_target else ({},))
    with serving(made(tmp_path / "claims", {"one": case})):
        (row,) = fetch("framework_steps", **ASKED).to_dict("records")

    assert row["reached_step"] == (3 if lacks_target else 6)
    assert row["claim"] == expected


@pytest.mark.parametrize(
    ("actions", "principles", "improvement", "change", "lacks"),
    [
        ("0", "true", "missing", "done", "action"),
        ("2", "true", "done", "done", ""),
        ("2", "false", "done", "missing", "principles"),
    ],
)
def test_actions_and_principles_count_as_soon_as_they_can_be_recorded(
    tmp_path, actions, principles, improvement, change, lacks
):
    folder = made(tmp_path / "later", {"everything": Case()})
    later = [
        macro.replace("cast(null as integer)", actions).replace("cast(null as boolean)", principles)
        for macro in all_macros()
        if "improvement_plan() as table" in macro or "change_principles() as table" in macro
    ]
    release, _ = releases.served(folder)
    with store.opened(folder, release, prepare=[*all_macros(), *later]) as root:
        asked = root.execute(statement("framework_steps"), ASKED)
        (row,) = asked.to_arrow_table().to_pylist()

    assert len(later) == 2
    assert (row["improvement_state"], row["change_state"]) == (improvement, change)
    assert row["lacks"] == lacks


def test_the_list_begins_with_what_lacks_least_and_ends_with_what_lacks_nothing():
    rows = fetch("framework_indicators", **ASKED, **ANY, step=None)
    missing = rows["missing_steps"].tolist()
    first_whole = missing.index(0)

    assert len(rows) == len(CASES)
    assert missing[:first_whole] == sorted(missing[:first_whole])
    assert set(missing[first_whole:]) == {0}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_leaves_what_lacks_it(step):
    found = fetch("framework_indicators", **ASKED, **ANY, step=step)["indicator_id"]
    lacked = ("missing", "not_recorded")

    assert set(found) == {words for words, c in CASES.items() if c.expected[step] in lacked}


def test_the_summary_counts_the_list():
    (summary,) = fetch("framework_summary", **ASKED, **ANY).to_dict("records")
    first = [case.lacks.partition(",")[0] for case in CASES.values() if case.lacks]
    # A claim of six steps is false with one of the first six missing.
    false = [
        case for case in CASES.values() if "missing" in [case.expected[step] for step in STEPS[:6]]
    ]

    assert (summary["indicators"], summary["complete"]) == (len(CASES), len(CASES) - len(first))
    assert (summary["next_item"], summary["next_indicators"]) == ("baseline", 4)
    assert first.count("baseline") == 4
    assert (summary["claims_more"], summary["claims_less"]) == (len(false), 0)
    assert (summary["without_day"], summary["never_received"]) == (1, 3)


def test_what_completes_most_comes_first():
    rows = fetch("framework_next", **ASKED, **ANY)
    baseline = rows[rows["item"] == "baseline"].iloc[0]

    assert set(rows["partner"]) == {"Council", " "}
    assert rows["would_complete"].is_monotonic_decreasing
    # Of four without a baseline three lack a target too.
    assert (baseline["indicators"], baseline["would_complete"]) == (4, 1)
    assert baseline["names"].split("; ") == [
        "a rule of a ward",
        "a rule that ended yesterday",
        "no baseline",
        "no rule",
    ]
    assert rows["indicators"].sum() == sum(bool(case.lacks) for case in CASES.values())


COUNTS = ["indicators", "done", "missing", "not_needed", "not_recorded"]


def test_each_resource_counts_its_indicators_by_piece_of_work(tmp_path):
    cases = {
        "a": Case(sheet={"collection": "lpsa"}, rules=()),
        "b": Case(sheet={"collection": "lpsa", "polarity": "none"}, rules=(), links=()),
        "c": Case(sheet={"collection": "lpsa", "is_scorecard": False}),
        "d": Case(sheet={"collection": "best_value", "is_scorecard": False}),
        "e": Case(sheet={"partner": "Police"}),
    }
    with serving(made(tmp_path / "coverage", cases)):
        rows = fetch("framework_by_collection", **ASKED, **ANY)
        police = fetch("framework_by_collection", **ASKED, **{**ANY, "partner": "Police"})

    counts = rows.set_index(["collection", "step"])[["catalogued", *COUNTS]]
    assert counts.loc[("lpsa", "aims")].tolist() == [3, 2, 1, 1, 0, 0]
    assert counts.loc[("lpsa", "target")].tolist() == [3, 2, 0, 1, 1, 0]
    assert counts.loc[("lpsa", "improvement")].tolist() == [3, 2, 0, 0, 0, 2]
    # A resource without an indicator on the scorecard is a gap that must be seen.
    assert counts.loc[("best_value", "aims")].tolist() == [1, 0, 0, 0, 0, 0]
    assert police["collection"].unique().tolist() == ["vitality_profiles"]
    assert police["step"].tolist() == STEPS


def test_each_aim_counts_the_indicators_beneath_it_and_none_is_forgotten(tmp_path):
    cases = {
        "both": Case(),
        "one": Case(rules=(), links=("claim", "A1")),
        "above": Case(links=("national",)),
        "nowhere": Case(links=()),
    }
    with serving(made(tmp_path / "aims", cases)):
        rows = fetch("framework_by_aim", **ASKED, **ANY)
        narrowed = fetch("framework_by_aim", **ASKED, **{**ANY, "partner": "nobody"})

    counts = rows.fillna({"title": "none"}).set_index(["title", "step"])[COUNTS]
    assert counts.index.get_level_values(0).unique().tolist() == [
        "Cleaner",
        "Warmer",
        "Calmer",
        "none",
    ]
    assert counts.loc[("Cleaner", "target")].tolist() == [2, 1, 1, 0, 0]
    assert counts.loc[("Warmer", "target")].tolist() == [1, 1, 0, 0, 0]
    # An aim that no indicator serves is a gap too.
    assert counts.loc[("Calmer", "target")].tolist() == [0, 0, 0, 0, 0]
    assert counts.loc[("none", "aims")].tolist() == [2, 1, 1, 0, 0]
    assert narrowed["title"].unique().tolist() == ["Cleaner", "Warmer", "Calmer"]
    assert narrowed["indicators"].sum() == 0
