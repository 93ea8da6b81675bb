"""What results are judged by: on a date, or each period by the rules of its own time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from data import register as registers
from data import releases
from data.contract import REFERENCE
from data.publishing import reference_table
from data.register import Register, in_force, proposals
from data.register.in_force import _in_force, _Law, _law
from data.register.rules import Decision, Range
from data.register.trajectories import Period, Trajectory
from data.workspace import BUNDLED, open_workspace
from tests.data.register.conftest import TODAY
from tests.data.register.drafting import draft, made_law, rule, years
from tests.data.rows import table

NOTHING = REFERENCE["targets"].schema.empty_table()


def imported(year: int, value: float, approved: date | None, **more: object) -> dict[str, object]:
    """An imported target of the financial year that begins in April `year`."""
    (period,) = years(year, 1)
    dates = {"period_start": period.start, "period_end": period.end, "approved_date": approved}
    return {**dates, "target_value": value, "baseline_value": None, **more}


def judged_by(register, published: pa.Table, on: date | None, **trial) -> dict[int, float]:
    """The target of each financial year, by the year it begins in."""
    rows = in_force.rules(register, published, on, **trial).to_pylist()
    found = {row["period_start"].year: row["target_value"] for row in rows}
    assert len(found) == len(rows), "a period has one target"
    return found


def test_without_rules_the_imported_targets_are_what_they_were(workspace):
    register = registers.of(workspace)
    published = table("targets", imported(2008, 60, date(2008, 1, 15), baseline_label="2007/08"))

    (row,) = in_force.rules(register, published, TODAY).to_pylist()

    assert {name: row[name] for name in published.column_names} == published.to_pylist()[0]
    assert row["effective_from"] == date(2008, 1, 15)
    assert (row["rule_version"], row["proposal_id"], row["target_lower"]) == (None, None, None)
    assert in_force.rules(register, NOTHING, TODAY).num_rows == 0
    assert in_force.rules(register, NOTHING, None).schema == in_force.SCHEMA


def test_the_sample_is_judged_as_it_was_published():
    sample = open_workspace(BUNDLED)
    published = reference_table(sample.path, releases.served(sample.path)[0], "targets")

    rows = in_force.rules(Register(sample), published, sample.today)

    same_order = [(name, "ascending") for name in REFERENCE["targets"].key]
    assert rows.select(published.column_names).equals(published.sort_by(same_order))


def test_an_imported_target_is_in_force_from_its_approval_or_always(in_file):
    published = table(
        "targets",
        imported(2005, 1, None),
        imported(2006, 2, date(2006, 3, 1)),
        imported(2007, 3, date(2008, 4, 1)),  # the day after its period
    )

    assert judged_by(in_file, published, date(2006, 2, 28)) == {2005: 1}
    assert judged_by(in_file, published, date(2006, 3, 1)) == {2005: 1, 2006: 2}
    assert judged_by(in_file, published, date(2008, 4, 1)) == {2005: 1, 2006: 2, 2007: 3}
    assert judged_by(in_file, published, None) == {2005: 1, 2006: 2}


def test_an_approved_rule_is_laid_out_by_period(register):
    number = made_law(register, rule(range=Range(58, 63)))
    rows = in_force.rules(register, NOTHING, TODAY).to_pylist()

    assert [row["target_value"] for row in rows] == [52.5, 55, 57.5, 60]
    assert rows[0] == {
        "indicator_id": "A1",
        "area_code": "H",
        "period_start": date(2008, 4, 1),
        "period_end": date(2009, 3, 31),
        "baseline_value": 50.0,
        "baseline_label": "2007/08",
        "target_value": 52.5,
        "intervention_level": 51.25,
        "approved_by": "Anne",
        "approved_date": TODAY,
        "effective_from": date(2009, 4, 1),
        "target_lower": 50.5,
        "target_upper": 55.5,
        "rule_version": 1,
        "proposal_id": number,
        "baseline_chosen": "last_value",
        "target_label": "Ten points up",
        "target_chosen": "change",
        "level_chosen": "share_of_the_way",
    }


def test_it_replaces_the_imported_targets_from_its_first_period_on(in_file):
    published = table(
        "targets",
        *(imported(year, year, date(2005, 1, 1)) for year in range(2006, 2014)),
        imported(2008, 7, date(2005, 1, 1), area_code="W1"),
        imported(2008, 8, date(2005, 1, 1), indicator_id="B1"),
    )
    made_law(in_file)  # 2008/09 to 2011/12
    rows = in_force.rules(in_file, published, TODAY).to_pylist()
    mine = {row["period_start"].year: row["target_value"] for row in rows if row["rule_version"]}
    others = {row["target_value"] for row in rows if not row["rule_version"]}

    assert mine == {2008: 52.5, 2009: 55, 2010: 57.5, 2011: 60}
    assert others == {2006, 2007, 7, 8}


def test_a_quarter_s_old_target_does_not_outlive_the_new_year_s(in_file):
    # Pages judge by the narrowest target that covers a period, which the quarter's would be.
    before = {"period_start": date(2008, 1, 1), "period_end": date(2008, 3, 31)}
    within = {"period_start": date(2009, 1, 1), "period_end": date(2009, 3, 31)}
    quarters = ({**imported(2008, value, None), **q} for value, q in ((1, before), (2, within)))
    made_law(in_file)

    rows = in_force.rules(in_file, table("targets", *quarters), TODAY)

    assert rows["target_value"].to_pylist() == [1, 52.5, 55, 57.5, 60]


def test_a_rule_waits_for_its_day(in_file):
    published = table("targets", imported(2009, 1, None))
    made_law(in_file, rule(effective_from=date(2009, 10, 1)))

    assert judged_by(in_file, published, date(2009, 9, 30)) == {2009: 1}
    assert judged_by(in_file, published, date(2009, 10, 1))[2009] == 55


def test_judged_on_a_date_before_its_approval_an_effective_rule_is_not_there_yet(in_file):
    made_law(in_file)  # effective in April, approved on 31 July 2009

    assert judged_by(in_file, NOTHING, date(2009, 7, 30)) == {}
    assert judged_by(in_file, NOTHING, TODAY) != {}


def test_judged_then_a_period_keeps_the_rule_of_its_own_time(in_file):
    published = table("targets", imported(2008, 1, date(2008, 4, 1)), imported(2009, 2, None))
    made_law(in_file)

    assert judged_by(in_file, published, TODAY)[2008] == 52.5
    assert judged_by(in_file, published, None) == {2008: 1, 2009: 55, 2010: 57.5, 2011: 60}


def test_the_newest_decision_whose_day_has_come_counts(in_file):
    made_law(in_file, rule(end=60))
    made_law(in_file, rule(end=70, effective_from=date(2010, 4, 1)), follows=1)
    made_law(in_file, rule(end=80, effective_from=date(2009, 6, 1)), follows=2)

    assert judged_by(in_file, NOTHING, TODAY)[2011] == 80
    assert judged_by(in_file, NOTHING, date(2010, 4, 1))[2011] == 80


def test_an_ended_rule_leaves_nothing_to_judge_by_from_its_first_period_on(in_file):
    published = table("targets", *(imported(year, year, None) for year in (2007, 2008, 2009, 2012)))
    made_law(in_file)
    made_law(in_file, replace(rule(periods=years(2009, 1)), aim=None), follows=1)

    assert judged_by(in_file, published, TODAY) == {2007: 2007, 2008: 52.5}


def test_a_trial_shows_what_would_be_and_changes_nothing(in_file):
    published = table("targets", imported(2008, 1, None))
    made_law(in_file)
    before = registers.revision(in_file)
    trial = rule(end=100, trajectory=Trajectory("stepped", steps=1))
    there = judged_by(in_file, published, TODAY)

    assert judged_by(in_file, published, TODAY, supposing=trial) == dict.fromkeys(there, 100)
    assert judged_by(in_file, published, date(2009, 3, 31), supposing=trial) == {2008: 1}
    assert judged_by(in_file, published, TODAY) == there
    assert registers.revision(in_file) == before


def test_a_trial_needs_no_register(workspace):
    found = judged_by(registers.of(workspace), NOTHING, TODAY, supposing=rule())

    assert found == {2008: 52.5, 2009: 55, 2010: 57.5, 2011: 60}


def test_a_proposal_is_not_law(in_file):
    proposals.propose(in_file, draft(), who="Bert", follows=0)

    assert judged_by(in_file, NOTHING, TODAY) == {}


def law_book(laws: list[_Law], day: date) -> dict[Period, float]:
    """What the book says on a day, written decision by decision: each crosses out, then adds."""
    book: dict[Period, float] = {}
    for law in laws:
        if law.since <= day:
            book = {
                period: value for period, value in book.items() if period.end < law.governs_from
            }
            book |= {
                Period(r["period_start"], r["period_end"]): r["target_value"] for r in law.rows
            }
    return book


dates = st.dates(date(2005, 1, 1), date(2013, 1, 1))
decisions = st.lists(
    st.tuples(dates, dates, st.integers(2004, 2012), st.integers(1, 4)), max_size=6
)


@given(decisions, st.none() | dates)
@settings(deadline=None, max_examples=40)
def test_whatever_was_decided_the_rows_are_those_of_the_law_book(made, on):
    laws = [
        _law(
            Decision(
                rule(effective_from=effective, periods=years(first, count)), "1", "A", approved
            ),
            version,
        )
        for version, (effective, approved, first, count) in enumerate(made, start=1)
    ]
    periods = {Period(row["period_start"], row["period_end"]) for law in laws for row in law.rows}
    books = {period: law_book(laws, on or period.end) for period in periods}

    kept = list(_in_force(laws, on))

    assert {
        Period(row["period_start"], row["period_end"]): row["target_value"] for row in kept
    } == {period: book[period] for period, book in books.items() if period in book}
    assert len(kept) == len({row["period_start"] for row in kept})
