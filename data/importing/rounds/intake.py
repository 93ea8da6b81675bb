"""Intake of rounds: from a file's texts to a published version, or to the reasons against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa

from data import contract
from data.contract import REFERENCE, Fault
from data.importing import committing
from data.importing.findings import Findings
from data.importing.reading import Texts
from data.importing.report import Report
from data.importing.rounds import difference
from data.importing.rounds.doubts import doubts, still_open
from data.importing.rounds.items import items
from data.importing.rounds.recipe import RoundRecipe
from data.importing.rounds.responses import Rounds, in_file, rounds
from data.publishing import Change
from data.releases import Release
from data.workspace import Workspace

ITEMS = "questionnaire_items"
NEEDED = (
    ITEMS,
    "questionnaire_rounds",
    "questionnaire_invitations",
    "questionnaire_answers",
    "questionnaire_comments",
)
DESCRIBED = ("questionnaire_rounds", "questionnaire_invitations")
NOUN = "entries (rounds, numbers invited, responses, comments, new statements)"


@dataclass(frozen=True)
class RoundIntake:
    """One import about to happen: into which workspace, by which recipe, by whom and why."""

    workspace: Workspace
    recipe: RoundRecipe
    file_name: str
    who: str
    reason: str | None
    is_dry_run: bool

    def prepared(self) -> tuple[Release, dict[str, pa.Table]]:
        """What is served now, and what is published of all rounds.

        Raises FileRefused while a newer version is damaged.
        """
        return committing.prepared(self.workspace, NEEDED)

    def report(self, texts: Texts, base: Release, reference: Mapping[str, pa.Table]) -> Report:
        """Check the texts, compare, and publish if nothing stands in the way.

        Raises FileRefused when the file lacks columns of the recipe.
        """
        findings = Findings()
        asked, new = items(reference[ITEMS], self.recipe)
        found = rounds(texts, self.recipe, asked, findings)
        brought = {**found.tables, **({ITEMS: new} if new.num_rows else {})}
        report = Report(
            self.recipe.source_id,
            noun=NOUN,
            rows=texts.rows.num_rows,
            errors=self._errors(findings, found, brought, reference, asked["item_id"].to_pylist()),
            version=base.version if base.version >= 0 else None,
            is_dry_run=self.is_dry_run,
            reason=self.reason,
            left_out=dict(findings.left_out),
        )
        return report if report.errors else self._compared(report, found, brought, base, reference)

    def _errors(
        self,
        findings: Findings,
        found: Rounds,
        brought: Mapping[str, pa.Table],
        reference: Mapping[str, pa.Table],
        item_ids: Sequence[str],
    ) -> tuple[Fault, ...]:
        """What cannot be read, with answers off their scale; else whatever breaks a rule.

        What was not read is empty, so that other rules would only name it again.
        """
        if not findings.errors:
            return tuple(self._broken_rules(found, brought, reference))
        once = {name: _once(name, brought[name]) for name in DESCRIBED}
        broken = self._broken_rules(found, {**brought, **once}, reference)
        answers = [fault for fault in broken if fault.column in item_ids]
        return tuple(sorted((*findings.errors, *answers), key=lambda fault: fault.row or 0))

    def _broken_rules(
        self, found: Rounds, brought: Mapping[str, pa.Table], reference: Mapping[str, pa.Table]
    ) -> list[Fault]:
        """Errors of the contract, and rounds that have not closed, by the file's rows."""
        held = difference.merged(reference, brought)
        new = brought.get(ITEMS, REFERENCE[ITEMS].schema.empty_table())
        faults = contract.check(REFERENCE[ITEMS], new, held).errors
        for name, rows in found.tables.items():
            places = found.row_numbers[name]
            if name == "questionnaire_answers":  # each has a column of the file, too
                places = pa.chunked_array([pa.array(range(1, rows.num_rows + 1))])
            broken = contract.check(REFERENCE[name], rows, held, places).errors
            faults += [in_file(fault, found, name, self.recipe) for fault in broken]
        today = max(date.today(), self.workspace.today)
        return faults + [
            in_file(fault, found, "questionnaire_rounds", self.recipe)
            for fault in still_open(found, today)
        ]

    def _compared(
        self,
        report: Report,
        found: Rounds,
        brought: Mapping[str, pa.Table],
        base: Release,
        reference: Mapping[str, pa.Table],
    ) -> Report:
        """The report with its differences and warnings, published if none forbids it."""
        before = difference.of_rounds(reference, brought["questionnaire_rounds"]["round_id"])
        found_out = difference.between(before, brought)
        counts = found_out.counts
        report = replace(
            report,
            rows=counts.added + counts.changed + counts.unchanged,
            added=counts.added,
            changed=counts.changed,
            removed=counts.removed,
            unchanged=counts.unchanged,
            warnings=tuple(doubts(before, found, found_out, self.recipe.source_id)),
        )
        if report.is_refused or self.is_dry_run or not report.changes:
            return report
        merged = difference.merged(reference, brought)
        change = Change(reference={name: merged[name] for name in brought})
        about = {"file_name": self.file_name, "who": self.who}
        return committing.published(report, change, self.workspace, base, **about)


def _once(table: str, rows: pa.Table) -> pa.Table:
    """The first row of each key: what could not be read makes two rounds of one."""
    names = zip(*(rows[column].to_pylist() for column in REFERENCE[table].key), strict=True)
    first = {name: number for number, name in reversed([*enumerate(names)])}
    return rows.take(pa.array(sorted(first.values()), pa.int64()))
