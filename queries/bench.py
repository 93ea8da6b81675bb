"""Tests a trial: the rule it comes to, and all that the past, the future and others say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import pandas as pd

from data.register import Refused, rules
from data.register.rules import Aim, Expected, Rule, expected
from queries import Answer, Edition, ask, edition, evidence, fetch, release, workspace
from queries.aims import aim_of
from queries.trials import Grounds, Trial, Unfit, base_of, periods_of

__all__ = ["Tested", "Trial", "calendar", "subject", "tested"]

USUAL = {"is_screened": False, "rebase_date": None, "is_across": False, "ignores_season": False}


@dataclass(frozen=True, eq=False)
class Tested:
    """A trial with what there is to say of it, or the problem that keeps it from being a rule.

    `past` is the indicator's control chart, as the scorecard judges by it. `facts` are plain
    values, as a proposal keeps them; `steps` has a row for each period of the rule; `replay`,
    `forecast` and `peers` are answers of the bench's questions. One object a trial, so it can be a
    key.
    """

    trial: Trial
    past: Answer
    problem: str | None = None
    rule: Rule | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    steps: pd.DataFrame = field(default_factory=pd.DataFrame)
    replay: Answer | None = None
    forecast: Answer | None = None
    peers: Answer | None = None


def subject(indicator_id: str, area_code: str) -> dict[str, Any]:
    """What there is to know of an indicator in an area before anything is tried."""
    group = workspace().comparator_group
    rows = fetch("bench_subject", indicator_id=indicator_id, area_code=area_code, group_id=group)
    return rows.iloc[0].to_dict()


def calendar(indicator_id: str, area_code: str) -> pd.DataFrame:
    """The periods that a rule may judge; empty where nothing is settled."""
    asked = {"indicator_id": indicator_id, "area_code": area_code, "is_across": False}
    return fetch("bench_periods", **asked)


def tested(indicator_id: str, area_code: str, trial: Trial) -> Tested:
    """All there is to say of a trial for an indicator in an area; kept by its every choice."""
    return _tested(edition(), workspace().comparator_group, (indicator_id, area_code), trial)


@lru_cache(maxsize=500)
def _tested(
    edition: Edition, group: str | None, place: tuple[str, str], trial: Trial
) -> Tested:  # the first two renew the cache
    grounds = _grounds(*place)
    try:
        base = base_of(trial, grounds)
        rule, aim = _ruled(trial, grounds, base)
    except Unfit as misfit:
        return Tested(trial, grounds.past, problem=str(misfit))
    steps = _steps(expected(rule), grounds.calendar)
    first, last = steps.iloc[0], steps.iloc[-1]
    replayed = _replay(grounds, trial, aim, first)
    forecast = _forecast(grounds, last, aim.target.value) if last["is_ahead"] else None
    peers = _peers(grounds, _months(base["period_start"], last["period_start"]))
    asked = evidence.asked_for(rule, aim, base, steps)
    facts = {
        **asked,
        **evidence.of_the_past(fetch("bench_figures", **replayed, target_value=aim.target.value)),
        **evidence.of_the_future(forecast.rows if forecast else None),
        **evidence.of_others(asked, peers.rows),
        "data_version": release().version,
    }
    found: dict[str, Any] = {
        "replay": ask("bench_replay", **replayed),
        "forecast": forecast,
        "peers": peers,
    }
    return Tested(trial, grounds.past, rule=rule, facts=facts, steps=steps, **found)


def _peers(grounds: Grounds, months: int) -> Answer:
    """What the comparators achieved over as many months."""
    return ask(
        "bench_peers",
        indicator_id=grounds.subject["indicator_id"],
        area_codes=_areas(grounds.subject),
        months=months,
    )


def _ruled(trial: Trial, grounds: Grounds, base: Any) -> tuple[Rule, Aim]:
    """The rule that a trial comes to. Raises Unfit."""
    periods = periods_of(trial, grounds, base)
    aim = aim_of(trial, grounds, base, len(periods))
    place = grounds.subject["indicator_id"], grounds.subject["area_code"]
    rule = Rule(*place, trial.effective_from or grounds.today, periods, aim)
    try:
        rules.check(rule, grounds.subject["polarity"])
    except Refused as refusal:
        raise Unfit(str(refusal)) from refusal
    return rule, aim


def _grounds(indicator_id: str, area_code: str) -> Grounds:
    about = subject(indicator_id, area_code)
    benchmarks = fetch(
        "bench_benchmarks",
        indicator_id=indicator_id,
        area_codes=_areas(about),
        whole_code=about["whole_code"],
    )
    return Grounds(
        about,
        calendar(indicator_id, area_code),
        benchmarks.iloc[0].to_dict() if len(benchmarks) else {},
        ask("indicator_signals", indicator_id=indicator_id, area_code=area_code, **USUAL),
        workspace().today,
    )


def _place(grounds: Grounds) -> dict[str, str]:
    return {name: grounds.subject[name] for name in ("indicator_id", "area_code")}


def _areas(about: Mapping[str, Any]) -> tuple[str, ...]:
    return about["area_code"], *about["peer_codes"]


def _steps(expects: list[Expected], calendar: pd.DataFrame) -> pd.DataFrame:
    """What the rule expects of each of its periods, beside the period as the calendar has it."""
    values = pd.DataFrame(
        {
            "period_end": pd.Timestamp(each.period.end),
            "period_start": pd.Timestamp(each.period.start),
            "target": each.target,
            "level": each.level,
            "lower": each.lower,
            "upper": each.upper,
        }
        for each in expects
    )
    named = calendar[["period_start", "period_end", "period_label", "is_ahead"]]
    return values.merge(named, on=["period_start", "period_end"], how="left")


def _replay(grounds: Grounds, trial: Trial, aim: Aim, first: pd.Series) -> dict[str, Any]:
    """Parameters of bench_replay."""
    return {
        **_place(grounds),
        **USUAL,
        "baseline_chosen": aim.baseline.chosen,
        "baseline_width": trial.width,
        "baseline_value": aim.baseline.value,
        "first_target": float(first["target"]),
        "first_level": None if pd.isna(first["level"]) else float(first["level"]),
    }


def _forecast(grounds: Grounds, last: pd.Series, target: float) -> Answer:
    """Where the indicator is heading by the last period, with the trial's target."""
    return ask(
        "bench_forecast",
        **_place(grounds),
        is_across=False,
        target_value=target,
        target_start=last["period_start"].date(),
        target_end=last["period_end"].date(),
    )


def _months(first: pd.Timestamp, last: pd.Timestamp) -> int:
    return 12 * (last.year - first.year) + last.month - first.month
