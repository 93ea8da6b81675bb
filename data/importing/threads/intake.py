"""Intake of the thread: from a file's texts to a published version, or to the reasons against it.

What a file changes in the thread goes through the gate that an edit on the page goes through.
Edits approved on the page stay in force over whatever is published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from data import contract, register
from data.contract import REFERENCE, Fault
from data.importing import committing
from data.importing.reading import Texts
from data.importing.report import Report
from data.importing.threads.nodes import thread
from data.importing.threads.recipe import ThreadRecipe
from data.publishing import Change
from data.register import Refused, RegisterError, thread_in_force, thread_rules
from data.register.thread_in_force import PUBLISHED, thread_of, written
from data.register.threads import Thread, ThreadEdit, difference
from data.releases import Release
from data.workspace import Workspace

NEEDED = (*PUBLISHED, "indicators")


@dataclass(frozen=True)
class ThreadIntake:
    """One import about to happen: into which workspace, by which recipe, by whom and why."""

    workspace: Workspace
    recipe: ThreadRecipe
    file_name: str
    who: str
    reason: str | None
    is_dry_run: bool

    def prepared(self) -> tuple[Release, dict[str, pa.Table]]:
        """What is served now, the thread and the indicators that are published.

        Raises FileRefused while a newer version is damaged.
        """
        return committing.prepared(self.workspace, NEEDED)

    def report(self, texts: Texts, base: Release, reference: Mapping[str, pa.Table]) -> Report:
        """Check the texts, compare, and publish if nothing stands in the way.

        Raises FileRefused when the file lacks columns of the recipe.
        """
        before, (after, faults) = thread_of(reference), thread(texts, self.recipe)
        edit = difference(before, after) if not faults else ThreadEdit()
        faults = faults or _broken_rules(edit, before, after, reference)
        faults = faults or _overlaid(self.workspace, after)
        report = Report(
            self.recipe.source_id,
            noun="nodes, links and indicators of the thread",
            errors=tuple(faults),
            version=base.version if base.version >= 0 else None,
            is_dry_run=self.is_dry_run,
            reason=self.reason,
        )
        if report.errors:
            return replace(report, rows=texts.rows.num_rows)
        report = replace(_counted(report, before, after), warnings=tuple(_doubts(before, after)))
        if report.is_refused or self.is_dry_run or not report.changes:
            return report
        about = {"file_name": self.file_name, "who": self.who}
        return committing.published(
            report, Change(reference=written(after)), self.workspace, base, **about
        )


def _broken_rules(
    edit: ThreadEdit, before: Thread, after: Thread, reference: Mapping[str, pa.Table]
) -> list[Fault]:
    """What the rules of an edit and the contract say against the thread of the file."""
    remedy = "Correct the file, then import it again."
    try:
        if edit:
            known = reference["indicators"]["indicator_id"].to_pylist()
            thread_rules.check(edit, before, set(known))
    except Refused as refusal:
        return [Fault(str(refusal), remedy)]
    tables = written(after)
    held = {**reference, **tables}
    return [
        fault
        for name, rows in tables.items()
        for fault in contract.check(REFERENCE[name], rows, held).errors
    ]


def _overlaid(workspace: Workspace, thread: Thread) -> list[Fault]:
    """What stands against the thread of the file once the approved edits are laid over it."""
    try:
        edits = thread_in_force.approved(register.of(workspace))
    except RegisterError as error:
        return [Fault(f"the approved edits cannot be read: {error}", "Mend that, then try again.")]
    together = thread_in_force.after(thread, edits).whole()
    circle = together.circle(sorted(together.nodes)) if edits else None
    if not circle:
        return []
    return [
        Fault(
            "with the edits approved on the page the file closes a circle",
            "Correct the file, or first take one of these links out on the page.",
            value=" serves ".join(circle)[:200],
        )
    ]


def _counted(report: Report, before: Thread, after: Thread) -> Report:
    parts = [
        (set(before.links), set(after.links)),
        (set(before.indicators), set(after.indicators)),
        (set(before.nodes), set(after.nodes)),
    ]
    both = before.nodes.keys() & after.nodes.keys()
    changed = sum(before.nodes[one] != after.nodes[one] for one in both)
    return replace(
        report,
        rows=sum(len(now) for _, now in parts),
        added=sum(len(now - then) for then, now in parts),
        removed=sum(len(then - now) for then, now in parts),
        changed=changed,
        unchanged=sum(len(now & then) for then, now in parts) - changed,
    )


def _doubts(before: Thread, after: Thread) -> list[Fault]:
    """Nodes that the file has no longer, which somebody has to say is meant."""
    gone = sorted(before.nodes.keys() - after.nodes.keys())
    if not gone:
        return []
    remedy = "Put them back into the file, or say why they go."
    named = ", ".join(gone)[:80]
    return [
        Fault(
            "nodes of the published thread are not in the file",
            remedy,
            value=named,
            rows_affected=len(gone),
            is_warning=True,
        )
    ]
