"""Committing: what is served before an import, and the publish that ends it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pyarrow as pa

from data import publishing
from data.contract import Fault
from data.importing.refusal import refused
from data.importing.report import Report
from data.releases import Release
from data.workspace import Workspace

COUNTS = ("rows", "added", "changed", "removed", "unchanged")


def prepared(workspace: Workspace, names: Iterable[str]) -> tuple[Release, dict[str, pa.Table]]:
    """What is served now, and its reference tables of these names.

    Raises FileRefused while a newer version is damaged.
    """
    try:
        base = publishing.base(workspace.path)
    except publishing.PublishError as error:
        raise refused("not published", str(error), column="workspace") from error
    return base, {name: publishing.reference_table(workspace.path, base, name) for name in names}


def published(
    report: Report,
    change: publishing.Change,
    workspace: Workspace,
    base: Release,
    *,
    file_name: str,
    who: str,
) -> Report:
    """The report with the version that the change made, or with the fault that forbade it."""
    try:
        version = publishing.publish(
            workspace.path,
            change,
            source_id=report.source,
            who=who,
            why=f"Import of {file_name}" + (f": {report.reason}" if report.reason else ""),
            counts={name: getattr(report, name) for name in COUNTS},
            expected_version=base.version,
            is_checked=True,
        )
    except (publishing.PublishError, OSError) as error:
        fault = Fault("not published", f"{error}", column="workspace")
        return replace(report, errors=(fault,))
    return replace(report, version=version, is_published=True)
