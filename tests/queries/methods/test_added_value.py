"""The verdict: how often chance passes, how often planted effects do, and each trap by itself.

Powers are printed: python -m pytest tests/queries/methods/test_added_value.py -n0 -s
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.methods.added_value import VERDICTS, added_value, verdict_of
from queries.methods.added_value_checks import LIKELY_P, NEEDED_TO_TEST
from queries.methods.panel import Check, Panel
from tests.queries.methods.chance_panels import chance_panel
from tests.queries.methods.famous_panels import FAMOUS, famous_panel

NULLS = 200
# What LIKELY_P in both directions leaves in the right one.
STATED = LIKELY_P / 2


def share(donors, effect, panels, **given):
    """Shares of the verdicts on so many panels; lower is better, the agency's measure is chance."""
    found = Counter()
    for seed in range(panels):
        chance = np.random.default_rng(seed)
        panel = chance_panel(chance, donors, effect=effect, **given)
        agency = chance_panel(chance, donors)
        found[added_value(panel, "lower", agency=agency).verdict] += 1
    print(f"{donors} comparators, effect {effect}, {given}: {dict(found)} of {panels}")
    return {verdict: found[verdict] / panels for verdict in VERDICTS}


def failed(found):
    return {check.name for check in found.reasons if check.is_passed is False}


@pytest.mark.parametrize(
    ("donors", "pre", "post"), [(12, 14, 8), (39, 14, 8), (12, 8, 4), (39, 8, 4)]
)
def test_where_nothing_was_done_hardly_any_area_is_credited(donors, pre, post):
    found = share(donors, 0.0, NULLS, pre=pre, post=post)
    credited = (found["shown"] + found["likely"]) * NULLS

    # of 200 at 5 in 100: 1 to 20 with a chance of 99.9 per cent
    assert 1 <= credited <= 20
    assert found["shown"] <= STATED
    assert found["cannot_be_tested"] <= 0.2


@pytest.mark.parametrize(
    ("donors", "effect", "least"),
    [(12, -6.0, 0.6), (12, -10.0, 0.75), (39, -6.0, 0.7), (39, -10.0, 0.85)],
)
def test_planted_effects_are_found(donors, effect, least):
    found = share(donors, effect, 60)

    assert found["shown"] + found["likely"] >= least
    assert (found["shown"] >= 0.5) is (donors == 39)


@pytest.mark.parametrize("donors", [12, 39])
def test_an_effect_that_began_too_early_is_seldom_credited(donors):
    found = share(donors, -8.0, 60, early=3)

    assert found["shown"] + found["likely"] <= 0.15


def test_an_effect_that_everybody_had_is_not_credited():
    panel = chance_panel(np.random.default_rng(3), 20)
    outcomes = panel.outcomes.copy()
    outcomes[:, panel.first_post :] -= 12
    found = added_value(replace(panel, outcomes=outcomes), "lower")

    assert found.verdict == "not_shown"
    assert "rank" in failed(found)


def strong(seed=0, donors=24, **given):
    return chance_panel(np.random.default_rng(seed), donors, effect=-10, **given)


AGENCY = chance_panel(np.random.default_rng(100), 24)


def test_a_strong_effect_is_shown_with_every_reason():
    panel = strong()
    found = added_value(panel, "lower", agency=AGENCY)

    assert found.verdict == "shown", failed(found)
    assert all(check.is_passed for check in found.reasons)
    assert found.effect == pytest.approx(-10, abs=2.5)
    assert found.interval.lower < -10 < found.interval.upper < 0
    assert found.interval.level == 0.95
    assert found.standardised < -2
    assert found.total == pytest.approx(found.effect * 8)
    assert found.percent == pytest.approx(
        100 * found.effect / np.mean(np.asarray(found.control.counterfactual)[14:])
    )


def test_without_the_single_agency_s_measure_it_is_likely_at_most():
    found = added_value(strong(), "lower")

    assert found.verdict == "likely"
    assert [check.name for check in found.reasons if check.is_passed is None] == ["single_agency"]


def test_an_effect_of_the_single_agency_s_own_measure_explains_it():
    alone = chance_panel(np.random.default_rng(101), 24, effect=-10)
    found = added_value(strong(), "lower", agency=alone)
    turned = added_value(strong(), "lower", agency=alone, agency_polarity="higher")

    assert (found.verdict, failed(found)) == ("not_shown", {"single_agency"})
    assert turned.verdict == "shown"


@pytest.mark.parametrize(("polarity", "verdict", "check"), [
    ("higher", "not_shown", "direction"), ("none", "cannot_be_tested", "polarity"),
])  # fmt: skip
def test_a_change_for_the_worse_or_without_a_good_direction(polarity, verdict, check):
    found = added_value(strong(), polarity, agency=AGENCY)

    assert found.verdict == verdict
    assert check in failed(found)


def test_an_area_that_no_mix_of_comparators_resembles_is_refused():
    found = added_value(strong(level=60), "lower", agency=AGENCY)

    assert found.verdict == "cannot_be_tested"
    assert failed(found) >= {"fit", "level"}


def test_too_few_comparators_for_the_rank_give_numbers_and_no_verdict():
    found = added_value(strong(donors=8), "lower", agency=AGENCY)

    assert found.verdict == "cannot_be_tested"
    assert failed(found) & NEEDED_TO_TEST == {"smallest_p"}
    assert found.effect == pytest.approx(-10, abs=4)
    assert found.interval.level == 0.8


def test_twelve_comparators_make_it_likely_at_most_however_large_it_is():
    found = added_value(strong(donors=12), "lower", agency=AGENCY)

    assert (found.verdict, failed(found)) == ("likely", {"surely_not_chance"})


def test_one_comparator_that_carries_it_all_is_a_doubt():
    panel = strong()
    outcomes = panel.outcomes.copy()
    outcomes[1] = outcomes[0]
    outcomes[1, :14] += np.random.default_rng(0).normal(scale=0.1, size=14)
    outcomes[1, 14:] += 10 + np.arange(8)
    outcomes[2:, 14:] -= 11
    found = added_value(replace(panel, outcomes=outcomes), "lower", agency=AGENCY)

    assert found.verdict != "shown"
    assert "same_size_without_one" in failed(found)
    assert {name for check in found.reasons for name in check.about} == {"area 1"}


def test_too_little_data_has_its_reasons_and_nothing_else():
    found = added_value(replace(strong(), first_post=3), "lower")

    assert found.verdict == "cannot_be_tested"
    assert [(check.name, check.found, check.limit) for check in found.reasons] == [
        ("pre_periods", 3, 8)
    ]
    assert (found.effect, found.placebos, found.interval) == (None, None, None)


@pytest.mark.parametrize("name", FAMOUS)
def test_the_verdict_does_not_depend_on_origin_or_unit_of_measurement(shared, name):
    panel = famous_panel(shared, name)
    one = added_value(panel, "lower")
    other = added_value(replace(panel, outcomes=panel.outcomes * 1000 - 7), "lower")

    assert one.verdict == other.verdict
    assert other.effect == pytest.approx(1000 * one.effect, rel=1e-6)
    assert other.standardised == pytest.approx(one.standardised, rel=1e-6)
    assert [check.is_passed for check in one.reasons] == [
        check.is_passed for check in other.reasons
    ]


def test_the_verdict_follows_from_the_checks_alone():
    def given(**passed):
        return tuple(Check(name, None, None, is_passed) for name, is_passed in passed.items())

    assert verdict_of(given(rank=True, fit=True)) == "shown"
    assert verdict_of(given(rank=True, ratio=False)) == "likely"
    assert verdict_of(given(rank=True, single_agency=None)) == "likely"
    assert verdict_of(given(rank=False, ratio=False)) == "not_shown"
    assert verdict_of(given(rank=False, fit=False)) == "cannot_be_tested"


VALUES = st.one_of(
    st.sampled_from([0.0, 1.0, 5.0, math.nan, math.inf, 1e-9, 1e9]), st.floats(-100, 100)
)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_whatever_comes_in_a_verdict_comes_out(data):
    units, periods = data.draw(st.integers(1, 14)), data.draw(st.integers(1, 16))
    chance = np.random.default_rng(data.draw(st.integers(0, 99)))
    outcomes = chance.integers(0, data.draw(st.integers(1, 30)), (units, periods)).astype(float)
    for _ in range(data.draw(st.integers(0, 4))):
        row = data.draw(st.integers(0, units - 1))
        outcomes[row] = data.draw(st.lists(VALUES, min_size=periods, max_size=periods))
    if data.draw(st.booleans()):
        outcomes[-1] = outcomes[0]
    names = tuple(map(str, range(units)))
    start = data.draw(st.integers(-1, periods + 1))
    treated = data.draw(st.integers(0, units - 1))
    panel = Panel(outcomes, names, tuple(map(str, range(periods))), treated, start)
    found = added_value(
        panel, data.draw(st.sampled_from(["higher", "lower", "none"])), agency=panel
    )

    assert found.verdict in VERDICTS
    assert found.reasons
    assert (found.effect is None) is bool(found.control.faults)
    assert found.effect is None or math.isfinite(found.effect)
