"""The pictures of one claim: actual against expected, the gap between them, one agency alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import charts, quantities
from components.added_value import check_words, claim_words
from components.added_value.subject import Subject, card
from components.choices import segments
from components.records import Record, is_absent, records
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
THIRD = {"untreated": "Areas without it", "fitted": "Fitted"}
EXPECTED = {
    "synthetic_control": "a mix of other areas that went the same way before the start",
    "difference_in_differences": "areas without the initiative, from the same level",
    "interrupted_series": "its own past carried on",
}
GAP = ["line", "name", "period_end", "period_label", "value"]
MEAN = {"value": "effect", "lower_limit": "lower_limit", "upper_limit": "upper_limit"}
APART = 0.07  # of the height, between two names at the end


def actual(subject: Subject) -> None:
    """The outcome beside what was expected without the initiative."""
    rows = wide(subject.case.series)
    if not rows:
        return
    has_expected = any(row["expected"] is not None for row in rows)
    name = subject.verdict["indicator_name"]
    known = EXPECTED.get(str(subject.verdict["design"]), "") if has_expected else ""
    card(
        subject.names,
        charts.counterfactual(subject.unit, decimals=subject.decimals, has_expected=has_expected),
        pd.DataFrame(rows),
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
        tables={"events": _start(subject), "line_ends": _ends(rows, subject.place)},
    )


def gap(subject: Subject) -> None:
    """The gap by period, with placebos or the like behind it, and the mean effect."""
    series = subject.case.series
    if "gap" not in series:
        return
    offered = {name: words for name, words in BEHIND.items() if name in series}
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
        gaps(subject.case.series, behind),
        "gap",
        title="The gap, and what chance does",
        alt=f"Line of the gap between actual and expected by period. {told or 'Not tested'}",
        told=(
            f"On average {told}." if told else "The gap says nothing here: it cannot be tested.",
            " ".join([BEHIND_WORDS.get(behind or "", ""), _second(subject)]).strip(),
        ),
        how=subject.case.how["claim_series"],
        method="placebos" if behind else _method(subject),
        columns={"name": "Line", "period_label": "Period", "value": "Gap"},
        tables={"events": _start(subject), "mean": _mean(subject)},
    )


def gaps(series: Mapping[str, pd.DataFrame], behind: str | None) -> pd.DataFrame:
    """The claim's own gap by period, and the lines behind it."""
    own = series["gap"].assign(line="gap", name="Actual less expected")
    if behind is None:
        return own[GAP]
    lead = "Without " if behind == "without_one" else ""
    others = series[behind].assign(line="behind")
    return pd.concat([own, others.assign(name=lead + others["area_name"].astype(str))])[GAP]


def alone(subject: Subject) -> None:
    """The single agency's own measure beside what was expected of it."""
    agency = subject.claim.agency
    rows = wide(subject.case.series, "agency_")
    if agency is None or not rows:
        return
    about = subject.names.indicators.get(agency.indicator_id, {})
    has_expected = any(row["expected"] is not None for row in rows)
    unit, decimals = about.get("unit", ""), int(about.get("decimals", 1))
    check = next((one for one in subject.reasons if one["name"] == "single_agency"), None)
    name = subject.names.indicator(agency.indicator_id)
    card(
        subject.names,
        charts.counterfactual(unit, decimals=decimals, has_expected=has_expected, height=220),
        pd.DataFrame(rows),
        "alone",
        title=f"One agency alone: {name}",
        alt=f"Lines of {name} by period, the measure of {agency.partner} alone",
        told=(
            check_words.sentence(check) if check else "",
            f"What {agency.partner} measures of its own work.",
        ),
        how=subject.case.how["claim_series"],
        columns={"period_label": "Period", "actual": "Actual", "expected": "Expected without it"},
        tables={"events": _start(subject), "line_ends": _ends(rows, subject.place)},
    )


def wide(series: Mapping[str, pd.DataFrame], lead: str = "") -> list[dict[str, Any]]:
    """A row a period with actual, expected and a third line; several actual ones as their mean."""
    columns = {f"{lead}actual": "actual", f"{lead}counterfactual": "expected"}
    if not lead:
        columns |= dict.fromkeys(THIRD, "beside")
    found: dict[Any, dict[str, Any]] = {}
    for name, column in columns.items():
        for row in records(series[name]) if name in series else ():
            kept = {key: row[key] for key in ("period_end", "period_label", "is_after")}
            period = found.setdefault(
                row["period_end"], {**kept, "actual": [], "expected": [], "beside": []}
            )
            if not is_absent(row["value"]):
                period[column].append(row["value"])
            if column == "beside":
                period["third"] = THIRD[name]
    return [_averaged(found[end]) for end in sorted(found)]


def _averaged(period: dict[str, Any]) -> dict[str, Any]:
    lines = {line: period[line] for line in ("actual", "expected", "beside")}
    means = {line: sum(each) / len(each) if each else None for line, each in lines.items()}
    return {**period, **means}


def _ends(rows: Sequence[Record], place: str) -> pd.DataFrame:
    """Names at the ends of the lines, moved apart where they would cover one another."""
    last = rows[-1]
    names = {"actual": place, "expected": "Expected", "beside": last.get("third", "")}
    values = [row[line] for row in rows for line in names if row[line] is not None]
    step = APART * ((max(values) - min(values)) if values else 1)
    ends: list[dict[str, Any]] = [
        {"name": name, "at": last[line], "period_end": last["period_end"], "line": line}
        for line, name in names.items()
        if last[line] is not None
    ]
    ends.sort(key=lambda end: end["at"])
    for below, end in zip(ends, ends[1:], strict=False):
        end["at"] = max(end["at"], below["at"] + step)
    return pd.DataFrame(ends, columns=["name", "at", "period_end", "line"])


def _start(subject: Subject) -> pd.DataFrame:
    return pd.DataFrame(
        {"event_date": [pd.Timestamp(subject.start)], "title": ["The initiative begins"]}
    )


def _mean(subject: Subject) -> pd.DataFrame:
    """The mean effect with its limits, in every period from the start on."""
    found = subject.case.series.get("effect")
    if found is None or subject.verdict["verdict"] == "cannot_be_tested":
        return pd.DataFrame(columns=["period_end", *MEAN.values()])
    return found[["period_end", *MEAN]].rename(columns=MEAN)


def _second(subject: Subject) -> str:
    """What a second method finds."""
    second = subject.verdict["second_effect"]
    if is_absent(second):
        return ""
    told = claim_words.in_unit({**subject.verdict, "effect": second, "lower_limit": None})
    return f"Synthetic difference in differences, a second opinion, finds {told}."


def _spoken(subject: Subject, rows: Sequence[Record]) -> str:
    last = rows[-1]
    actual = quantities.number(last["actual"], subject.unit, subject.decimals)
    if last["expected"] is None:
        return f"{actual} in {last['period_label']}."
    expected = quantities.number(last["expected"], subject.unit, subject.decimals)
    begun = f"The initiative began on {day(subject.start)}."
    return f"{begun} In {last['period_label']} {actual}, expected {expected}."


def _method(subject: Subject) -> str | None:
    design = str(subject.verdict["design"])
    return design if design in claim_words.HELP else None
