"""The pictures of one claim: actual against expected, the gap between them, one agency alone."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import charts, quantities
from components.added_value import check_words, claim_words
from components.added_value.subject import Subject, card
from components.choices import segments
from components.kept import once
from components.records import has_any, is_absent, records
from components.sentences import day

BEHIND = {
    "placebo_gap": "Other areas",
    "without_one": "Without one area",
    "placebo_in_time": "Start moved back",
}
BEHIND_WORDS = {
    "placebo_gap": "Faint behind it: the same sum for each area that is compared, where nothing "
    "was begun.",
    "without_one": "Faint behind it: the same without one of the areas in the mix at a time.",
    "placebo_in_time": "Faint behind it: the same with the start moved to the middle of the past.",
}
THIRD = {"difference_in_differences": "Areas without it", "interrupted_series": "Fitted"}
EXPECTED = {
    "synthetic_control": "a mix of other areas that went the same way before the start",
    "difference_in_differences": "areas without the initiative, from the same level",
    "interrupted_series": "its own past carried on",
}
APART = 0.07  # of the height, between two names at the end


def actual(subject: Subject) -> None:
    """The outcome beside what was expected without the initiative."""
    rows = subject.case.lines
    if rows.empty:
        return
    has_expected = has_any(rows, "expected")
    name = subject.verdict["indicator_name"]
    known = EXPECTED.get(str(subject.verdict["design"]), "") if has_expected else ""
    card(
        subject.names,
        charts.counterfactual(subject.unit, decimals=subject.decimals, has_expected=has_expected),
        rows,
        "actual",
        title="Actual against expected" if has_expected else "What is published",
        alt=f"Lines of {name} by period, actual and expected. {_spoken(subject, rows)}",
        told=("", f"{name}. " + (f"Expected without the initiative: {known}." if known else "")),
        how=subject.case.how["claim_series"],
        method=_method(subject),
        columns={
            "period_label": "Period",
            "actual": "Actual",
            "expected": "Expected without it",
            "beside": "Beside them",
        },
        tables={"events": _start(subject), "line_ends": _ends(rows, subject)},
    )


def gap(subject: Subject) -> None:
    """The gap by period, with placebos or the like behind it, and the mean effect."""
    if "" not in subject.case.gaps:
        return
    offered = {name: words for name, words in BEHIND.items() if name in subject.case.gaps}
    # The chart stands above the choice, which has to be made first.
    place = st.container()
    behind = segments("behind", "Behind the gap", offered, "placebo_gap") if offered else None
    with place:
        _gap(subject, behind)


def _gap(subject: Subject, behind: str | None) -> None:
    told = claim_words.in_unit(subject.verdict)
    card(
        subject.names,
        charts.gaps(
            "percentage points" if subject.unit == "%" else subject.unit,
            decimals=subject.decimals,
            has_behind=behind is not None,
        ),
        subject.case.gaps[behind or ""],
        "gap",
        title="The gap, and what chance does",
        alt=f"Line of the gap between actual and expected by period. {told or 'Not tested'}",
        told=(
            f"On average {told}." if told else "The gap says nothing here: it cannot be tested.",
            " ".join([BEHIND_WORDS.get(behind or "", ""), _second(subject)]).strip(),
        ),
        how=subject.case.how["claim_series"],
        method="placebos" if behind else _method(subject),
        columns={"name": "Area", "period_label": "Period", "value": "Gap"},
        tables={"events": _start(subject), "mean": _mean(subject)},
    )


def alone(subject: Subject) -> None:
    """The single agency's own measure beside what was expected of it."""
    agency = subject.claim.agency
    rows = subject.case.agency_lines
    if agency is None or rows.empty:
        return
    about = subject.names.indicators.get(agency.indicator_id, {})
    has_expected = has_any(rows, "expected")
    unit, decimals = about.get("unit", ""), int(about.get("decimals", 1))
    check = next((one for one in subject.reasons if one["name"] == "single_agency"), None)
    name = subject.names.indicator(agency.indicator_id)
    card(
        subject.names,
        charts.counterfactual(unit, decimals=decimals, has_expected=has_expected, height=220),
        rows,
        "alone",
        title=f"One agency alone: {name}",
        alt=f"Lines of {name} by period, the measure of {agency.partner} alone",
        told=(
            check_words.sentence(check) if check else "",
            f"What {agency.partner} measures of its own work.",
        ),
        how=subject.case.how["claim_series"],
        columns={"period_label": "Period", "actual": "Actual", "expected": "Expected without it"},
        tables={"events": _start(subject), "line_ends": _ends(rows, subject)},
    )


@once
def _ends(rows: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Names at the ends of the lines, moved apart where they would cover one another."""
    names = {
        "actual": subject.place,
        "expected": "Expected",
        "beside": THIRD.get(str(subject.verdict["design"]), ""),
    }
    values = rows[list(names)]
    step = APART * float(values.max().max() - values.min().min())
    last = records(rows.tail(1))[0]
    ends: list[dict[str, Any]] = [
        {"name": name, "at": last[line], "period_end": last["period_end"], "line": line}
        for line, name in names.items()
        if not is_absent(last[line])
    ]
    ends.sort(key=lambda end: end["at"])
    for below, end in zip(ends, ends[1:], strict=False):
        end["at"] = max(end["at"], below["at"] + step)
    return pd.DataFrame(ends, columns=["name", "at", "period_end", "line"])


@once
def _start(subject: Subject) -> pd.DataFrame:
    return pd.DataFrame(
        {"event_date": [pd.Timestamp(subject.start)], "title": ["The initiative begins"]}
    )


@once
def _mean(subject: Subject) -> pd.DataFrame:
    """The mean effect with its limits, in every period from the start on."""
    found = subject.case.mean
    if subject.verdict["verdict"] == "cannot_be_tested":
        found = found.head(0)
    return found.rename(columns={"value": "effect"})


@once
def _second(subject: Subject) -> str:
    """What a second method finds."""
    second = subject.verdict["second_effect"]
    if is_absent(second):
        return ""
    told = claim_words.in_unit({**subject.verdict, "effect": second, "lower_limit": None})
    return f"Synthetic difference in differences, a second opinion, finds {told}."


@once
def _spoken(subject: Subject, rows: pd.DataFrame) -> str:
    last = records(rows.tail(1))[0]
    actual = quantities.number(last["actual"], subject.unit, subject.decimals)
    if is_absent(last["expected"]):
        return f"{actual} in {last['period_label']}."
    expected = quantities.number(last["expected"], subject.unit, subject.decimals)
    begun = f"The initiative began on {day(subject.start)}."
    return f"{begun} In {last['period_label']} {actual}, expected {expected}."


def _method(subject: Subject) -> str | None:
    design = str(subject.verdict["design"])
    return design if design in claim_words.HELP else None
