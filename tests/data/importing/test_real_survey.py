"""A real questionnaire of 2,800 people, imported as a workspace's own, gives its known alphas."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.importing import import_file
from tests.data.importing.asked import published, with_recipe

# Revelle's psych manual, for these 2,800 people: alpha of each scale, from pairwise covariances.
ALPHAS = {
    "agree": 0.70,
    "conscientious": 0.73,
    "extraversion": 0.76,
    "neuroticism": 0.81,
    "openness": 0.60,
}
HEAD = """
name = "Twenty-five items on personality"
publisher = "The psych package"

[questionnaire]
questionnaire_id = "personality"
groups = { "1" = "Men", "2" = "Women" }

[questionnaire.columns]
group = "gender"

[questionnaire.constants]
round = "2010"
opens = 2010-01-01
closes = 2010-12-31
organisation = "Volunteers"

[questionnaire.answers]
missing = ["", "NA"]
"""


def items(folder: Path) -> list[tuple[str, str, str, bool]]:
    """Item, scale, wording, and whether the keys file turns it."""
    with (folder / "bfi.dictionary.csv").open(encoding="utf-8") as file:
        texts = {row["rownames"]: row["Item"] for row in csv.DictReader(file)}
    keys = pd.read_csv(folder / "bfi.keys.csv")
    return [
        (key.lstrip("-"), scale, texts[key.lstrip("-")], key.startswith("-"))
        for scale in ALPHAS
        for key in keys[scale].dropna()
    ]


def recipe(folder: Path) -> str:
    sections = [
        f'[[questionnaire.items]]\nitem_id = "{item_id}"\ndimension = "{scale}"\n'
        f'text = "{text}"\nscale = [1, 6]\nis_negative = {str(is_negative).lower()}\n'
        for item_id, scale, text, is_negative in items(folder)
    ]
    return "\n".join([HEAD, *sections])


@pytest.fixture(scope="module")
def survey(shared: Path) -> Path:
    return shared / "real" / "survey"


@pytest.fixture
def tables(workspace, survey):
    with_recipe(workspace, recipe(survey), "personality")
    report = import_file(workspace, survey / "bfi.csv", "personality", who="tester")
    assert (report.errors, report.warnings, report.is_published) == ((), (), True)
    return published(workspace.path)


def alpha(answers: pd.DataFrame) -> float:
    """Cronbach's alpha from pairwise covariances: each pair of items by all who answered both."""
    covariances = answers.cov().to_numpy()
    count = len(covariances)
    return count / (count - 1) * (1 - np.trace(covariances) / covariances.sum())


def test_the_whole_file_is_published_with_its_gaps_and_gives_the_textbook_alphas(survey, tables):
    rows = tables["answers"].to_pandas()
    file = pd.read_csv(survey / "bfi.csv")
    ids = [item_id for item_id, *_ in items(survey)]

    said = file[ids].melt(var_name="item_id", value_name="answer").dropna()
    assert rows["response_id"].nunique() == len(file) == 2800
    assert len(rows) == len(said) < 2800 * 25
    counts = [
        who.astype({"answer": int}).value_counts(["item_id", "answer"]) for who in (rows, said)
    ]
    assert counts[0].to_dict() == counts[1].to_dict()
    groups = rows.groupby("respondent_group")["response_id"].nunique().to_dict()
    assert groups == {"Men": (file["gender"] == 1).sum(), "Women": (file["gender"] == 2).sum()}

    sheet = tables["items"].to_pandas().set_index("item_id")
    wide = rows.pivot(index="response_id", columns="item_id", values="answer").astype(float)
    for item_id in sheet.index[sheet["is_negative"]]:
        wide[item_id] = 7 - wide[item_id]
    found = {scale: alpha(wide[sheet.index[sheet["dimension"] == scale]]) for scale in ALPHAS}
    assert found == {scale: pytest.approx(known, abs=0.01) for scale, known in ALPHAS.items()}


def test_the_order_of_the_file_is_lost(survey, tables):
    before = pd.read_csv(survey / "bfi.csv")["N1"].dropna().to_numpy()
    after = tables["answers"].to_pandas().query("item_id == 'N1'").sort_values("response_id")

    assert sorted(after["answer"]) == sorted(before)
    assert abs(np.corrcoef(after["answer"], before)[0, 1]) < 0.1
