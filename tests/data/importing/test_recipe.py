from __future__ import annotations

from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importing import recipe, sources
from data.importing.recipe import RecipeError, from_settings

LEAST = {
    "name": "n",
    "publisher": "p",
    "collection": "lpsa",
    "states": "whole",
    "columns": {"area": "Code", "period": "Year", "value": "Value"},
    "constants": {"indicator": "i"},
}
words = st.text(min_size=1, max_size=12)


def test_every_built_in_recipe_can_be_used():
    for source_id, path in recipe.paths(recipe.BUILT_IN).items():
        found = recipe.load(path)
        assert found.source_id == source_id
        if isinstance(found, recipe.Recipe):
            assert found.indicators
        elif isinstance(found, recipe.RoundRecipe):
            assert found.questionnaire.questionnaire_id == "partnership_working"
        else:
            assert found.thread.columns.named.keys() >= {"node", "level", "serves"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colums": {}}, "no setting 'colums'"),
        ({"columns": {"area": "Code", "value": "V"}}, "nothing states the period"),
        ({"columns": {"area": 3}}, "must be str"),
        ({"columns": {"area": "Code", "period": "Year"}}, "no column holds results"),
        ({"states": "some"}, "choose one of 'whole', 'update'"),
        ({"wide": {"columns": "(?P<year>x)"}}, "unknown group 'year'"),
        ({"wide": {"columns": "("}}, "is not valid"),
        ({"areas": {"by": "name"}}, "needs the type of area"),
        ({"columns": LEAST["columns"] | {"breakdown": "Sex"}}, "lacks the type"),
        ({"file": {"delimiter": "||"}}, "must be one character"),
        ({"file": {"delimiter": ""}}, "must be one character"),
        ({"constants": {"indicator": "i", "breakdown": "male"}}, "lacks the type"),
        ({"file": {"header_rows": True}}, "must be int"),
        ({"constants": {}}, "nothing states the indicator"),
    ],
)
def test_a_faulty_recipe_is_refused_with_the_setting_and_the_remedy(change, message):
    with pytest.raises(RecipeError, match=message):
        from_settings("s", LEAST | change)


def test_a_workspace_s_own_recipe_stands_in_for_the_built_in_one(workspace):
    own = workspace.path / "recipes" / "household_recycling.toml"
    own.write_text("not toml", encoding="utf-8")
    found = {source.source_id: source for source in sources(workspace)}
    assert found["household_recycling"].is_own
    assert "cannot be read" in found["household_recycling"].fault
    assert found["met_crime_rates"].fault is None


@given(
    st.fixed_dictionaries(
        {
            "name": words,
            "columns": st.fixed_dictionaries({"area": words, "period": words, "value": words}),
            "numbers": st.fixed_dictionaries(
                {
                    "missing": st.dictionaries(words, st.sampled_from(["missing", "leave_out"])),
                    "multiplier": st.floats(0.001, 1000),
                    "strip": st.lists(words, max_size=3),
                }
            ),
            "indicator_names": st.dictionaries(words, st.lists(words, min_size=1, max_size=3)),
        }
    )
)
def test_a_recipe_written_out_and_read_again_is_the_same(change):
    first = from_settings("s", LEAST | change)
    settings = asdict(first)
    settings.pop("source_id")
    assert from_settings("s", settings) == first
