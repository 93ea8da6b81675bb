"""What an edit of the thread would change, in words: its parts, breaks, and nodes that move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components import cards
from components.quantities import counted
from components.records import records
from components.thread import words
from components.words import plain_text

MOST = 8  # breaks or nodes that are told one by one
Row = Mapping[str, Any]


def told(preview: Any) -> None:
    """The parts of an edit in words, and the breaks that it would make and mend."""
    for line in _parts(preview.edit, preview.before):
        st.markdown(f"- {plain_text(line)}")
    if hanging := _hanging(preview):
        st.markdown(plain_text(hanging))
    for rows, verb in ((preview.made, "make"), (preview.mended, "mend")):
        if len(rows):
            lines = [f"{words.fault(row)}: “{row['title']}”" for row in records(rows)]
            count = counted(len(rows), "break")
            st.markdown(plain_text(f"It would {verb} {count}. {'; '.join(lines[:MOST])}."))
    if len(preview.moved):
        lines = [_moved(row) for row in records(preview.moved)[:MOST]]
        count = counted(len(preview.moved), "node would stand", "nodes would stand")
        st.markdown(plain_text(f"{count} otherwise. {'; '.join(lines)}."))
    if preview.problem is None and not len(preview.made) and not len(preview.mended):
        cards.quiet("No break would be made or mended.")


def _moved(row: Row) -> str:
    """How a node stands now and how it would."""
    so = {"worst": row["worst_so"], "indicators": row["indicators_so"]}
    was, now = words.worst(row), words.worst(so)
    counts = f"{row['indicators']} to {row['indicators_so']} indicators"
    return (
        f"“{row['title']}”: {was} to {now}, {counts}"
        if was != now
        else (f"“{row['title']}”: {counts}")
    )


def _hanging(preview: Any) -> str:
    """What hangs on nodes that go, and would hang on nothing."""
    lines = [
        *([counted(preview.actions, "action")] if preview.actions else []),
        *(
            [counted(preview.feedback, "piece", "pieces") + " of feedback"]
            if preview.feedback
            else []
        ),
    ]
    return f"Without it {' and '.join(lines)} would hang on nothing there." if lines else ""


def _parts(edit: Any, before: Mapping[str, Any]) -> list[str]:
    return [
        *(_node(one, before.get(one.node_id)) for one in edit.nodes),
        *(f"{one} is taken out" for one in edit.nodes_out),
        *(f"{one.child_id} serves {one.parent_id}" for one in edit.links),
        *(f"{one.child_id} no longer serves {one.parent_id}" for one in edit.links_out),
        *(f"{one.indicator_id} is attached to {one.node_id}" for one in edit.indicators),
        *(f"{one.indicator_id} is taken off {one.node_id}" for one in edit.indicators_out),
    ]


def _node(now: Any, before: Any) -> str:
    """A new node, or what becomes of one that there is."""
    if before is None:
        return f"{now.node_id}: “{now.title}”, {now.owner or 'nobody named'} (a new node)"
    changes = [
        f"{name} “{was or 'none'}” becomes “{so or 'none'}”"
        for name, was, so in (
            ("title", before.title, now.title),
            ("owner", before.owner, now.owner),
            ("origin", before.origin, now.origin),
            ("level", words.level(before.level), words.level(now.level)),
        )
        if was != so
    ]
    return f"{now.node_id}: {'; '.join(changes) or 'stays as it is'}"
