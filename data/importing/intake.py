"""Intake: from a file's texts to a published version, or to the reasons against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from data import contract, publishing, scratch, suppression
from data.contract import OBSERVATIONS, Fault
from data.importing import checking, committing, difference
from data.importing.definitions import definitions
from data.importing.findings import Findings
from data.importing.ordering import in_order
from data.importing.questions import answer
from data.importing.reading import Texts
from data.importing.recipe import Recipe
from data.importing.report import Report
from data.importing.reshaping import Reshaped, reshaped
from data.publishing.masking import without
from data.releases import Release
from data.workspace import Workspace

NEEDED = ("indicators", "areas", "departments", "targets")


@dataclass(frozen=True)
class Intake:
    """One import about to happen: into which workspace, by which recipe, by whom and why."""

    workspace: Workspace
    recipe: Recipe
    file_name: str
    who: str
    reason: str | None
    is_dry_run: bool

    def prepared(self) -> tuple[Release, dict[str, pa.Table]]:
        """What is served now, and the reference tables that an import is held against.

        Raises FileRefused while a newer version is damaged.
        """
        return committing.prepared(self.workspace, NEEDED)

    def report(self, texts: Texts, base: Release, reference: Mapping[str, pa.Table]) -> Report:
        """Check the texts, compare, and publish if nothing stands in the way.

        Raises FileRefused when the file lacks columns of the recipe.
        """
        findings = Findings()
        sheets, is_new = definitions(reference, self.recipe, findings)
        held = {**reference, "indicators": sheets}
        multipliers = dict(
            zip(sheets["indicator_id"].to_pylist(), sheets["multiplier"].to_pylist(), strict=True)
        )
        found = reshaped(texts, self.recipe, held["areas"], multipliers, findings)
        errors = findings.errors + _broken_rules(found, findings, held)
        report = Report(
            self.recipe.source_id,
            rows=found.rows.num_rows,
            errors=tuple(errors),
            warnings=tuple(fault for fault in findings.faults if fault.is_warning),
            version=base.version if base.version >= 0 else None,
            is_dry_run=self.is_dry_run,
            reason=self.reason,
            left_out=dict(findings.left_out),
        )
        if errors:
            return report
        return self._compared(report, found, held, base, is_new)

    def _compared(
        self,
        report: Report,
        found: Reshaped,
        held: Mapping[str, pa.Table],
        base: Release,
        is_new: pa.ChunkedArray,
    ) -> Report:
        """The report with its differences and warnings, published if none forbids it."""
        change, doubts = self._change(found, held, base)
        report = replace(
            report,
            added=change.added,
            changed=change.changed,
            removed=change.removed,
            unchanged=change.unchanged,
            status_changes=change.status_changes,
            warnings=(*report.warnings, *doubts),
        )
        sheets = held["indicators"]
        used = pc.is_in(sheets["indicator_id"], value_set=_distinct(found.rows["indicator_id"]))
        has_new = bool(pc.any(pc.and_(used, is_new)).as_py())
        if report.is_refused or self.is_dry_run or not (report.changes or has_new):
            return report
        wanted = sheets.filter(pc.or_(used, pc.invert(is_new)))
        held = {"indicators": wanted} if has_new else {}
        put = publishing.Change(_plain(change.put_in), _plain(change.gone), held)
        about = {"file_name": self.file_name, "who": self.who}
        return committing.published(report, put, self.workspace, base, **about)

    def _change(
        self, found: Reshaped, held: Mapping[str, pa.Table], base: Release
    ) -> tuple[difference.Difference, list[Fault]]:
        """What would change, small numbers hidden, and what looks wrong about it."""
        ordered, numbers = in_order(found.rows, found.row_numbers)
        published = _published(self.workspace, base, ordered, self.recipe.source_id)
        whole = self.recipe.source_id if self.recipe.states == "whole" else None
        rows = _masked(ordered, published, held, whole)
        extra = pa.nulls(rows.num_rows - ordered.num_rows, pa.int64())
        numbers = pa.chunked_array([*numbers.chunks, extra], pa.int64())
        with scratch.connected() as connection:
            for name, table in held.items():
                connection.register(name, table)
            change = difference.between(connection, rows, published, whole_source=whole)
            today = max(date.today(), self.workspace.today)
            doubts = checking.warnings(connection, rows, published, numbers, today)
        doubts += checking.taken_over(change.taken_over)
        return change, doubts + checking.removal(change.removed, self.recipe.source_id)


def _broken_rules(
    found: Reshaped, findings: Findings, reference: Mapping[str, pa.Table]
) -> list[Fault]:
    """Errors of the contract in the rows that were understood; the others have theirs already."""
    rows, numbers = found.rows, found.row_numbers
    if findings.not_understood:
        bad = pa.chunked_array(findings.not_understood).combine_chunks()
        fine = pc.invert(pc.is_in(numbers, value_set=bad))
        rows, numbers = rows.filter(fine), numbers.filter(fine)
    return contract.check(OBSERVATIONS, rows, reference, numbers).errors


def _masked(
    rows: pa.Table, published: pa.Table, held: Mapping[str, pa.Table], whole: str | None
) -> pa.Table:
    """Rows with small numbers hidden; what a whole file withdraws no longer gives any away."""
    sheets = held["indicators"]
    if whole is not None and suppression.protected(sheets):
        own = published.filter(pc.equal(published["source_id"], whole))
        published = without(published, without(own, rows))
    return suppression.masked(rows, published, sheets, held["areas"], held["departments"])


def _published(workspace: Workspace, base: Release, rows: pa.Table, source_id: str) -> pa.Table:
    """Published rows of the incoming indicators, and all that this source brought before."""
    files = [str(workspace.path / name) for name in base.observations]
    if not files:
        return OBSERVATIONS.schema.empty_table()
    ids = pa.table({"indicator_id": _distinct(rows["indicator_id"])})
    with scratch.connected() as connection:
        connection.register("incoming_indicators", ids)
        connection.register("extracts", connection.read_parquet(files, hive_partitioning=True))
        return contract.typed(
            OBSERVATIONS, answer(connection, "published", {"source_id": source_id})
        )


def _plain(rows: pa.Table) -> pa.Table:
    """Rows whose collection is plain text, so that those put in and taken out go together."""
    at = rows.column_names.index("collection")
    return rows.set_column(at, "collection", rows["collection"].cast(pa.string()))


def _distinct(column: pa.ChunkedArray) -> pa.Array:
    return column.unique().cast(pa.string()).drop_null()
