"""Claims by each design on literal series: what is found, and the single agency beside it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from queries import fetch
from queries.methods import claim_case
from tests.queries import claimed
from tests.queries.claimed import AFTER, DONORS, EFFECT, LENGTH, asked, reasons, verdict
from tests.queries.series import Row, months
from tests.queries.workspaces import serving, workspace

WARDS = {f"W{number}": f"Ward {number}" for number in range(1, 13)}
TREATED = ("W1", "W2", "W3")
BEFORE = LENGTH - AFTER


def wards(effect: float, treated: Iterable[str] = TREATED) -> claimed.Series:
    """Twelve wards on one path, each at its own level and a little off it, three that drop."""
    found: claimed.Series = {}
    for place, code in enumerate(WARDS):
        own = [50 + 2 * place + 0.3 * value for value in claimed.donor(place)]
        found[code] = [v + effect * (code in treated and at >= BEFORE) for at, v in enumerate(own)]
    return found


def falling(by: float) -> list[object]:
    """Counts round 200 that fall by a share from the start on, among 1,000 people."""
    counts = [round((200 + at % 5) * (1 - by * (at >= BEFORE))) for at in range(LENGTH)]
    return [{"value": float(n), "numerator": float(n), "denominator": 1000.0} for n in counts]


def noisy() -> claimed.Series:
    """No effect, and home up and down by 1 every month."""
    found = claimed.series(effect=0.0)
    return {**found, "H": [value + (-1) ** at for at, value in enumerate(found["H"])]}


def rising_too(effect: float) -> claimed.Series:
    """The agency's own measure, better the higher, and by how much it rises at the start."""
    found = {code: [value + 20 for value in values] for code, values in claimed.series().items()}
    mix = claimed.series(effect=effect)["H"]
    return {**found, "H": [value + 20 for value in mix]}


SERIES = {
    "JOINT": claimed.series(),
    "WORSE": claimed.series(effect=-EFFECT),
    "NOTHING_HAPPENED": noisy(),
    "AGENCY_TOO": rising_too(10.0),
    "AGENCY_STILL": rising_too(0.0),
    "WARDS": wards(-9.0),
    "WARDS_AGENCY": wards(9.0),
    "WARDS_SAME": wards(0.0),
    "WARDS_GAP": {**wards(-9.0), "W1": [*wards(-9.0)["W1"][:5], None, *wards(-9.0)["W1"][6:]]},
    "ONE_WARD": wards(-9.0, ("W1",)),
    "COUNTS": {"H": falling(0.3)},
    "COUNTS_AGENCY": {"H": falling(0.4)},
    "COUNTS_SAME": {"H": falling(0.0)},
    "STOCK": {"H": falling(0.3)},
}  # fmt: skip
KINDS = {
    "AGENCY_TOO": {"polarity": "higher"},
    "AGENCY_STILL": {"polarity": "higher"},
    "WARDS_AGENCY": {"polarity": "higher"},
    **dict.fromkeys(("COUNTS", "COUNTS_AGENCY", "COUNTS_SAME"), {"method": "rate",
                                                               "multiplier": 1000.0}),
    "STOCK": {"method": "rate", "multiplier": 1000.0, "is_stock": True},
}  # fmt: skip
BY_WARD = {
    "design": "difference_in_differences",
    "treated_codes": TREATED,
    "area_codes": tuple(WARDS),
}
ALONE = {"design": "interrupted_series", "area_codes": ("H",)}


def rows_of(name: str) -> list[Row]:
    return [
        {"indicator_id": name, "area_code": code, **row}
        for code, values in SERIES[name].items()
        for row in months(values)
    ]


@pytest.fixture(scope="module", autouse=True)
def cases(tmp_path_factory):
    names = [
        {"indicator_id": name, "frequency": "monthly", "polarity": "lower", "method": "mean",
         **KINDS.get(name, {})}
        for name in SERIES
    ]  # fmt: skip
    home = [{"area_code": code, "name": name, "area_type": "ward", "parent_code": "H"}
            for code, name in WARDS.items()]  # fmt: skip
    areas = [area for area in claimed.AREAS if area["area_code"] not in WARDS]
    folder = tmp_path_factory.mktemp("designs") / "workspace"
    observed = [row for name in SERIES for row in rows_of(name)]
    with serving(workspace(folder, observed, areas=[*areas, *home], indicators=names)):
        yield


def test_a_mix_of_comparators_tells_the_effect_that_is_there():
    row = verdict("JOINT")
    used = fetch("claim_areas_used", **asked("JOINT")).set_index("area_code")

    assert row["effect"] == pytest.approx(EFFECT)
    assert row["second_effect"] == pytest.approx(EFFECT, rel=0.2)
    assert (row["rank"], row["ranked_among"]) == (1, 1 + len(DONORS))
    assert row["p"] == pytest.approx(1 / 11) == row["smallest_p"]
    assert used.loc[["A", "B"], "weight"].tolist() == pytest.approx([0.5, 0.5], abs=1e-6)
    # with ten to compare with nothing is surer than 1 in 11, and no agency was looked at
    assert row["verdict"] == "likely"


def test_an_effect_in_the_wrong_direction_is_not_shown():
    assert verdict("WORSE")["verdict"] == "not_shown"
    assert not reasons("WORSE").loc["direction", "is_passed"]
    assert verdict("NOTHING_HAPPENED")["verdict"] == "not_shown"


@pytest.mark.parametrize(
    ("name", "agency", "others", "is_passed", "expected"),
    [
        ("JOINT", "AGENCY_TOO", {}, False, "not_shown"),
        ("JOINT", "AGENCY_STILL", {}, True, "likely"),
        ("JOINT", "COUNTS", {}, None, "likely"),  # nobody else publishes it
        ("WARDS", "WARDS_AGENCY", BY_WARD, False, "not_shown"),
        ("WARDS", "WARDS_SAME", BY_WARD, True, "shown"),
        ("WARDS", "AGENCY_TOO", BY_WARD, None, "likely"),  # not counted by ward
        ("COUNTS", "COUNTS_AGENCY", ALONE, False, "not_shown"),
        ("COUNTS", "COUNTS_SAME", ALONE, True, "likely"),
        ("COUNTS", None, ALONE, None, "likely"),
    ],
)
def test_what_one_agency_did_by_itself_is_not_added(name, agency, others, is_passed, expected):
    given = {**others, "agency_indicator_id": agency}

    assert reasons(name, **given).loc["single_agency", "is_passed"] == is_passed
    assert verdict(name, **given)["verdict"] == expected


def test_wards_are_held_against_wards():
    row = verdict("WARDS", **BY_WARD)

    assert row["effect"] == pytest.approx(-9, abs=1.5)
    assert row["lower_limit"] < -9 < row["upper_limit"] < 0
    assert row["donors"] == 9
    assert row["smallest_p"] == pytest.approx(1 / 220)  # 3 of 12
    single = {**BY_WARD, "treated_codes": ("W1",)}
    assert verdict("ONE_WARD", **single)["smallest_p"] == pytest.approx(1 / 12)
    assert verdict("ONE_WARD", **single)[["lower_limit", "upper_limit"]].isna().all()


def test_one_series_is_held_against_its_own_past():
    row = verdict("COUNTS", **ALONE)

    assert row["percent"] == pytest.approx(-30, abs=3)
    assert row["percent_lower"] < -30 < row["percent_upper"] < 0
    # of 1,000 people a month, so that the value is the number itself
    assert row["people_a_period"] == pytest.approx(row["effect"])
    assert reasons("COUNTS", **ALONE).loc["comparators", "is_passed"] is None


def test_a_stock_is_never_added_up_over_periods():
    stock, flow = verdict("STOCK", **ALONE), verdict("COUNTS", **ALONE)

    # of 1,000 people, so that it is the number itself: the same people every month
    assert stock["people"] == pytest.approx(stock["effect"]) == pytest.approx(flow["effect"])
    assert stock["people_lower"] == pytest.approx(stock["lower_limit"])
    assert stock["people_a_period"] == stock["people"]
    assert flow["people"] == pytest.approx(AFTER * stock["people"])
    assert flow["total"] == pytest.approx(AFTER * flow["effect"])
    assert stock["total"] is None or stock["total"] != stock["total"]
    assert (stock["is_stock"], flow["is_stock"]) == (True, False)
    # however many people one unit is said to be
    assert verdict("STOCK", people_per=2.0, **ALONE)["people"] == pytest.approx(2 * stock["effect"])


def test_the_agencys_own_measure_is_drawn_beside():
    rows = fetch("claim_series", **asked("JOINT", agency_indicator_id="AGENCY_TOO"))
    last = rows.groupby("series").last()

    assert last.loc["agency_actual", "value"] - last.loc["agency_counterfactual", "value"] > 5
    assert rows[rows["series"] == "agency_actual"]["area_code"].unique().tolist() == ["H"]


def test_a_measure_that_is_better_the_higher_is_drawn_as_it_is_published():
    # for the check it is turned, because the outcome is better the lower
    rows = fetch("claim_series", **asked("WARDS", **BY_WARD, agency_indicator_id="WARDS_AGENCY"))
    last = rows.groupby("series").last()["value"]
    published = fetch("claim_panel", **asked("WARDS_AGENCY", **BY_WARD)).query("part == 'treated'")
    ends = published[published["period_end"] == published["period_end"].max()]["value"]

    assert last["agency_actual"] == pytest.approx(ends.mean())
    assert last["agency_actual"] - last["agency_counterfactual"] == pytest.approx(9, abs=1.5)


def test_a_ward_with_a_value_missing_counts_nowhere():
    row = verdict("WARDS_GAP", people_per=2.0, **BY_WARD)
    used = fetch("claim_areas_used", **asked("WARDS_GAP", **BY_WARD)).set_index("area_code")

    assert used.loc["W1", ["part", "reason"]].tolist() == ["left_out", "missing_value"]
    assert reasons("WARDS_GAP", **BY_WARD).loc["treated", "found"] == 2
    assert row["people_a_period"] == pytest.approx(row["effect"] * 2 * 2)  # in each of two wards


def test_four_questions_fit_once():
    claim_case.judged.cache_clear()
    given = asked("WORSE", chosen_out_codes=("L",))  # asked nowhere else
    for question in ("claim_reasons", "claim_series", "claim_areas_used"):
        fetch(question, **given)
    fetch("claim_verdict", people_per=None, **given)

    assert claim_case.judged.cache_info().misses == 1
    assert claim_case.judged.cache_info().hits == 3
