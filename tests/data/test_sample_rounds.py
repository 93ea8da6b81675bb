"""The truths planted in the sample's questionnaire, found again from the raw answers."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from scipy.stats import levene, ttest_ind
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from data import releases
from data.contract import REFERENCE, check
from data.publishing import reference_table
from data.sample import questionnaire
from data.workspace import BUNDLED, open_workspace
from tests.data.bundled import bundled

ROUNDS = [f"partnership_working-{year}" for year in (2005, 2006, 2007, 2008)]
TABLES = ("items", "rounds", "invitations", "answers", "comments")
CERTAIN = 0.05


@lru_cache(maxsize=1)
def scored() -> pd.DataFrame:
    """Answers as points 0-100, a statement against the partnership turned round."""
    items = bundled("questionnaire_items").set_index("item_id")
    answers = bundled("questionnaire_answers").join(items, on="item_id")
    points = answers["answer"].where(~answers["is_negative"].astype(bool), 6 - answers["answer"])
    return answers.assign(points=(points - 1) * 25)


@lru_cache(maxsize=1)
def scores() -> pd.Series:
    """Score by round, dimension and response: where at least half of the six are answered."""
    people = scored().groupby(["round_id", "dimension", "response_id"])["points"]
    return people.mean()[people.count() >= 3]


def dimensions() -> list[str]:
    return list(bundled("questionnaire_items").sort_values("position")["dimension"].unique())


def sure(earlier: str, later: str, *, of: str = "mean") -> set[str]:
    """Dimensions whose mean or spread differs between two rounds: Holm over the five."""

    def chance(dimension: str) -> float:
        both = scores()[earlier][dimension], scores()[later][dimension]
        test = ttest_ind(*both, equal_var=False) if of == "mean" else levene(*both)
        return test.pvalue

    is_sure = multipletests([chance(name) for name in dimensions()], CERTAIN, "holm")[0]
    return {name for name, is_it in zip(dimensions(), is_sure, strict=True) if is_it}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_the_questionnaire_meets_the_contract(name: str) -> None:
    release = releases.served(BUNDLED)[0]
    reference = {name: reference_table(BUNDLED, release, name) for name in REFERENCE}
    table = REFERENCE[f"questionnaire_{name}"]

    assert check(table, reference[table.name], reference).errors == []
    assert reference[table.name].num_rows > 0


def test_a_rise_is_sure_from_the_first_round_to_the_last_and_in_one_step() -> None:
    (subject,) = set(questionnaire.planted("rise")["subject"])
    steps = [sure(*pair) for pair in pairwise(ROUNDS)]

    assert sure(ROUNDS[0], ROUNDS[-1]) == {subject}
    assert steps == [set(), set(), {subject}]
    means = [scores()[held][subject].mean() for held in ROUNDS]
    planted = questionnaire.planted("rise")["size"].tolist()
    assert [mean - means[0] for mean in means[1:]] == pytest.approx(planted, abs=2)


def test_the_statement_that_rises_most_is_the_one_it_says() -> None:
    points = scored().groupby(["round_id", "item_id"])["points"].mean()
    rise = points[ROUNDS[-1]] - points[ROUNDS[0]]

    assert rise.idxmax() == "C2"
    assert set(rise.nlargest(3).index) <= {"C1", "C2", "C3", "C4", "C5", "C6"}


def test_two_camps_part_and_the_mean_stays() -> None:
    (subject,) = questionnaire.planted("camps")["subject"]
    before, after = (scores()[held][subject] for held in ROUNDS[-2:])

    assert sure(*ROUNDS[-2:], of="spread") == {subject}
    assert sure(ROUNDS[0], ROUNDS[1], of="spread") == set()
    assert after.mean() == pytest.approx(before.mean(), abs=1)
    assert after.var() > 1.5 * before.var()


def test_the_camps_are_those_it_says() -> None:
    (subject,) = questionnaire.planted("camps")["subject"]
    people = scored().query("dimension == @subject and round_id == @ROUNDS[-1]")
    is_low = people[["organisation", "respondent_group"]].isin(questionnaire.LOW_CAMP).any(axis=1)
    points = people.groupby(is_low)["points"].mean()

    assert points[False] - points[True] > 20
    assert set(people.loc[~is_low, "respondent_group"]) == {"Board", "Executive"}


def test_some_organisations_are_too_small_and_the_rest_is_not() -> None:
    small = set(questionnaire.planted("too_small")["subject"])
    answers = bundled("questionnaire_answers")
    people = answers.groupby(["round_id", "organisation"])["response_id"].nunique()
    least = bundled("questionnaire_rounds")["minimum_group"].max()
    is_small = people.index.get_level_values("organisation").isin(small)

    assert (people[is_small] < least).all()
    assert (people[~is_small] >= least).all()
    assert (people[is_small].groupby("round_id").sum() >= least).all()
    assert len(small) > 1


def test_response_falls_in_the_last_round_alone() -> None:
    invited = bundled("questionnaire_invitations").groupby("round_id")["invited"].sum()
    people = bundled("questionnaire_answers").groupby("round_id")["response_id"].nunique()
    (size,) = questionnaire.planted("fall_in_response")["size"]

    def change(earlier: str, later: str) -> tuple[float, float]:
        return confint_proportions_2indep(
            people[later], invited[later], people[earlier], invited[earlier], method="newcomb"
        )

    assert all(low < 0 < high for low, high in map(change, ROUNDS[:2], ROUNDS[1:3]))
    assert change(*ROUNDS[-2:])[1] < 0
    fall = 100 * (people / invited).diff()[ROUNDS[-1]]
    assert fall == pytest.approx(size, abs=1)


@pytest.mark.parametrize("held", ROUNDS)
def test_each_dimension_is_a_scale(held: str) -> None:
    for dimension in dimensions():
        mine = scored().query("round_id == @held and dimension == @dimension")
        whole = mine.pivot(index="response_id", columns="item_id", values="points").dropna()
        alpha = 6 / 5 * (1 - whole.var().sum() / whole.sum(axis=1).var())

        # Two camps agree within themselves, so the parted dimension hangs together more.
        is_parted = (held, dimension) == (ROUNDS[-1], "People")
        assert 0.72 < alpha < (0.92 if is_parted else 0.88), dimension


def test_a_statement_against_the_partnership_is_answered_in_its_own_wording() -> None:
    answers = scored().query("item_id == 'P4'")

    assert answers["answer"].mean() > 3
    assert answers["points"].mean() < 50


def test_some_answers_are_missing_or_not_applicable_and_few() -> None:
    answers = bundled("questionnaire_answers")
    people = answers.groupby("round_id")["response_id"].nunique().sum()

    assert 0.005 < answers["answer"].isna().mean() < 0.05
    assert 0.93 < len(answers) / (30 * people) < 0.995


def test_the_last_round_comes_with_its_release() -> None:
    held = {
        past.published_at.date(): len(reference_table(BUNDLED, past, "questionnaire_rounds"))
        for past in releases.history(BUNDLED)
    }

    assert [held[day] for day in sorted(held)] == [3, 3, 3, 4, 4, 4]


def test_comments_are_words_of_every_round_and_some_look_like_code() -> None:
    comments = bundled("questionnaire_comments")

    assert comments.groupby("round_id").size().tolist() == [25] * 4
    assert not comments["comment"].duplicated().any()
    for sign in ("<", "=", "'", "&"):
        assert comments["comment"].str.contains(sign, regex=False).any()


def test_the_settings_ask_the_question_of_every_dimension() -> None:
    workspace = open_workspace(BUNDLED)

    assert workspace.questionnaire in set(bundled("questionnaire_rounds")["questionnaire_id"])
    assert list(workspace.questions) == dimensions()


def test_the_readme_lists_every_truth_of_the_questionnaire() -> None:
    readme = (Path(questionnaire.__file__).parent / "README.md").read_text(encoding="utf-8")
    words = pa.array(questionnaire.facts.read("questionnaire_truths")["words"]).to_pylist()

    assert [said for said in words if said not in readme] == []
