"""A trial as a line of text: it comes back as it was, and a broken one gets words."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import trial_choices
from components.trial_text import BASELINES, LEVELS, PATHS, TARGETS, read, written
from queries.trials import Trial

EXAMPLE = (
    "Steady~base_mean_3~after_2009-03-31~target_percent_10~path_straight~level_share_50~"
    "range_80_90~last_2012-03-31~from_2009-07-31"
)
numbers = st.floats(-1e12, 1e12).map(lambda value: float(f"{value:.15g}"))
some = st.none() | numbers
days = st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31))


@st.composite
def trials(draw) -> Trial:
    """Any trial that can be chosen on the page; what its kinds do not ask for is as usual."""
    baseline, target = (draw(st.sampled_from([*words.values()])) for words in (BASELINES, TARGETS))
    trajectory, level = draw(st.sampled_from(PATHS)), draw(st.sampled_from([*LEVELS.values()]))
    usual = Trial()
    return Trial(
        name=draw(st.text(max_size=60)).replace("~", "-"),
        baseline=baseline,
        width=draw(st.integers(2, 60)) if baseline == "window_mean" else usual.width,
        baseline_value=draw(numbers) if baseline == "stated" else None,
        baseline_end=draw(days),
        target=target,
        amount=draw(some) if target in trial_choices.AMOUNTS else None,
        trajectory=trajectory,
        steps=draw(st.integers(1, 600)) if trajectory == "stepped" else usual.steps,
        milestones=tuple(draw(st.lists(some, min_size=1))) if trajectory == "milestones" else (),
        level=level,
        level_amount=draw(some) if level in trial_choices.LEVEL_AMOUNTS else None,
        lower=draw(some),
        upper=draw(some),
        last_end=draw(days),
        effective_from=draw(days),
    )


@given(trials())
def test_a_trial_comes_back_as_it_was(trial):
    choices, problem = read(written(vars(trial)))

    assert problem is None
    assert Trial(**choices) == trial


def test_a_line_says_in_words_what_it_means():
    choices, problem = read(EXAMPLE)

    assert problem is None
    assert written(vars(Trial(**choices))) == EXAMPLE
    assert Trial(**choices) == Trial(
        name="Steady",
        baseline="window_mean",
        width=3,
        baseline_end=date(2009, 3, 31),
        amount=10.0,
        level_amount=50.0,
        lower=80.0,
        upper=90.0,
        last_end=date(2012, 3, 31),
        effective_from=date(2009, 7, 31),
    )


def test_what_is_left_out_is_as_usual():
    choices, _ = read("~base_last~target_best~level_none")

    assert Trial(**choices) == replace(
        Trial(), target="best_quarter", amount=None, level="none", level_amount=None
    )


@pytest.mark.parametrize("length", range(0, len(EXAMPLE), 7))
def test_half_a_link_is_a_trial_or_gets_words(length):
    choices, problem = read(EXAMPLE[:length])

    assert bool(choices) != bool(problem)
    if choices:
        assert written(choices).startswith("Steady~base_mean_3")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("base_average_3", "base\\_average\\_3"),
        ("base_mean_1", "base\\_mean\\_1"),
        ("base_mean_three", "base\\_mean\\_three"),
        ("base_last_3", "base\\_last\\_3"),
        ("base_stated_nan", "nan"),
        ("target_value_inf", "inf"),
        ("target_value_1e13", "1e13"),
        ("target_value_8_5", "8\\_5"),
        ("path_steep", "steep"),
        ("path_stepped_0", "path\\_stepped\\_0"),
        ("path_milestones_1_x", "milestones"),
        ("level_share_half", "half"),
        ("range_80", "range\\_80"),
        ("range_80_90_100", "100"),
        ("last_2009-02-30", "2009-02-30"),
        ("from_someday", "someday"),
        ("<script>", "\\<script\\>"),
        ("x" * 5000, "xxx"),
    ],
)
def test_a_broken_part_is_named(part, said):
    choices, problem = read(f"Mine~base_last~target_percent_5~level_none~{part}")

    assert choices == {}
    assert "It cannot be read at “" in problem
    assert said in problem
    assert len(problem) < 300


@given(st.text(max_size=200))
def test_no_text_at_all_is_an_exception(text):
    choices, problem = read(text)

    assert bool(choices) != bool(problem)


def test_the_choices_are_those_that_the_questions_know():
    known: dict[str, Any] = {field.name: field.default for field in fields(Trial)}

    assert [*trial_choices.BASELINES] == [*BASELINES.values()]
    assert [*trial_choices.TARGETS] == [*TARGETS.values()]
    assert [*trial_choices.LEVELS] == [*LEVELS.values()]
    assert [*trial_choices.TRAJECTORIES] == [*PATHS]
    assert next(iter(trial_choices.BASELINES)) == known["baseline"]
    assert next(iter(trial_choices.TARGETS)) == known["target"]
    assert trial_choices.AMOUNTS["better_percent"][2] == known["amount"]
    assert trial_choices.LEVEL_AMOUNTS["share"][2] == known["level_amount"]
