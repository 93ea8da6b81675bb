"""In force: the rows that results are judged by, from imported targets and approved rules.

Imported targets (the published table) are the oldest rule of their indicator and area, each row
from the day it was approved, or always. Approved rules follow in the order of their versions. A
rule is in force from the day when it is both approved and effective, and governs from its first
period on, so it replaces whatever older rule says of a period that ends after that; earlier
periods keep the older rule.

Two ways to look back. Judged on a date: by the rules in force on that date, so *judged now* is
judged today. *Judged then*: each period by the rules in force on its own last day, so a rule
approved afterwards changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.contract import REFERENCE
from data.register import Register, revision
from data.register.rules import Aim, Decision, Rule, expected

KIND = "target"  # as `targets` has it, which is imported late
TARGETS = REFERENCE["targets"]
# Beside the columns of `targets`: the range, which rule it is, and how its lines were chosen.
# Imported rows have none of these but `effective_from`, the day they were approved.
BESIDE = pa.schema(
    [
        ("effective_from", pa.date32()),
        ("target_lower", pa.float64()),
        ("target_upper", pa.float64()),
        ("rule_version", pa.int32()),
        ("proposal_id", pa.string()),
        ("baseline_chosen", pa.string()),
        ("target_label", pa.string()),
        ("target_chosen", pa.string()),
        ("level_chosen", pa.string()),
    ]
)
SCHEMA = pa.schema([*TARGETS.schema, *BESIDE])
Place = tuple[str, str]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class _Law:
    """One rule of one place: when it came into force, and the first day it governs."""

    version: int
    since: date
    governs_from: date
    rows: tuple[Row, ...]


def rules(
    register: Register, published: pa.Table, on: date | None, *, supposing: Rule | None = None
) -> pa.Table:
    """What to judge by on a date, or with None each period by its own last day; see SCHEMA.

    One row per indicator, area and period, in that order. `published` is the `targets` table.
    `supposing` adds a rule as if it had been approved in time: a trial. Raises Unusable.
    """
    approved = _approved(register, supposing)
    is_ruled = _is_among(published, approved.keys())
    imported = _known_on(published.filter(pc.invert(is_ruled)), on)
    laws = {place: [*decided] for place, decided in approved.items()}
    for row in published.filter(is_ruled).to_pylist():
        laws[row["indicator_id"], row["area_code"]].append(_imported(row))
    kept = [row for place in laws.values() for row in _in_force(place, on)]
    rows = pa.concat_tables([imported, pa.Table.from_pylist(kept, schema=SCHEMA)])
    return rows.sort_by([(name, "ascending") for name in TARGETS.key])


def places(register: Register, *, supposing: Rule | None = None) -> list[Place]:
    """Indicator and area of every rule that was approved, or is supposed. Raises Unusable."""
    return sorted(_approved(register, supposing))


def _approved(register: Register, supposing: Rule | None) -> dict[Place, list[_Law]]:
    laws = {place: [*decided] for place, decided in _decided(register).items()}
    if supposing:
        version = len(laws.setdefault(_place(supposing), [])) + 1
        # Approved today, as it would be; breaks in the series are held against that day.
        trial = _law(Decision(supposing, "", "", register.workspace.today), version)
        laws[_place(supposing)].append(replace(trial, since=supposing.effective_from))
    return laws


def _decided(register: Register) -> dict[Place, list[_Law]]:
    """Approved rules by place, read anew when there is another: 200 of them take 50 ms."""
    if not register.is_begun:
        return {}
    name, newest = (register.workspace.path, register.url), revision(register, KIND)
    if _known.get(name, ("", {}))[0] != newest:
        # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
        from data.register import targets

        laws: dict[Place, list[_Law]] = {}
        for record in targets.every(register):
            laws.setdefault(_place(record.body.rule), []).append(_law(record.body, record.version))
        _known[name] = (newest, laws)
    return _known[name][1]


_known: dict[tuple[Path, str | None], tuple[str, dict[Place, list[_Law]]]] = {}


def _place(rule: Rule) -> Place:
    return rule.indicator_id, rule.area_code


def _is_among(published: pa.Table, places: Iterable[Place]) -> pa.ChunkedArray:
    joined = pc.binary_join_element_wise(published["indicator_id"], published["area_code"], "\0")
    wanted = pa.array(["\0".join(place) for place in places], pa.string())
    return pc.is_in(joined, value_set=wanted)


def _known_on(published: pa.Table, on: date | None) -> pa.Table:
    """Imported rows that nothing replaces, if they were approved by then."""
    day = published["period_end"] if on is None else pa.scalar(on, pa.date32())
    is_known = pc.fill_null(pc.less_equal(published["approved_date"], day), True)
    rows = published.filter(is_known).select(TARGETS.column_names)
    nothing = [pa.nulls(rows.num_rows, field.type) for field in BESIDE][1:]
    return pa.table([*rows.columns, rows["approved_date"], *nothing], schema=SCHEMA)


def _imported(row: Row) -> _Law:
    day = row["approved_date"]
    return _Law(0, day or date.min, row["period_start"], ({**row, "effective_from": day},))


def _law(decision: Decision, version: int) -> _Law:
    rule = decision.rule
    about = {
        "indicator_id": rule.indicator_id,
        "area_code": rule.area_code,
        "approved_by": decision.approved_by or None,
        "approved_date": decision.approved_on,
        "effective_from": rule.effective_from,
        "rule_version": version,
        "proposal_id": decision.proposal_id or None,
        **(_lines(rule.aim) if rule.aim else {}),
    }
    rows = tuple(
        about
        | {
            "period_start": each.period.start,
            "period_end": each.period.end,
            "target_value": each.target,
            "intervention_level": each.level,
            "target_lower": each.lower,
            "target_upper": each.upper,
        }
        for each in expected(rule)
    )
    since = max(rule.effective_from, decision.approved_on)
    return _Law(version, since, rule.periods[0].start, rows)


def _lines(aim: Aim) -> Row:
    """Where the lines come from."""
    return {
        "baseline_value": aim.baseline.value,
        "baseline_label": aim.baseline.label,
        "baseline_chosen": aim.baseline.chosen,
        "target_label": aim.target.label,
        "target_chosen": aim.target.chosen,
        "level_chosen": aim.level.chosen if aim.level else None,
    }


def _in_force(laws: list[_Law], on: date | None) -> Iterator[Row]:
    """Rows of one place that no newer rule replaces, both being judged on the same day."""
    for law in laws:
        for row in law.rows:
            day = on or row["period_end"]
            is_replaced = any(
                newer.version > law.version
                and newer.since <= day
                and newer.governs_from <= row["period_end"]
                for newer in laws
            )
            if law.since <= day and not is_replaced:
                yield row
