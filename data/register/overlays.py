"""Overlays: tables that questions read, made of what is published and of what people wrote over it.

An overlay makes one or more tables at once. It names the kinds of records that it reads, so that
whatever is kept of an answer is made anew when one of these was written, and only then. Nothing
that waits for a decision may come into such a table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from data.contract import REFERENCE, Table
from data.register import (
    Register,
    acknowledgements,
    actions,
    actions_in_force,
    claim_uses,
    records_chosen,
    thread_in_force,
    voices,
)

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True, eq=False)
class Overlay:
    """Tables by the names that questions know them by, and what makes them; it can be a key.

    `published` are the tables in a release that `build` is given, and `supposed` what is tried as
    if it were approved. A table by the name of a published one is that one, changed.
    """

    kinds: tuple[str, ...]
    published: tuple[str, ...]
    tables: Mapping[str, Table]
    build: Callable[[Register, Tables, tuple[Any, ...]], Tables]


THREAD = Overlay(
    kinds=(thread_in_force.KIND,),
    published=thread_in_force.PUBLISHED,
    tables={f"{name}_in_force": REFERENCE[name] for name in thread_in_force.PUBLISHED},
    build=thread_in_force.tables,
)
COMMENTARY = Overlay(
    kinds=(voices.COMMENTARY, voices.WITHDRAWAL),
    published=("commentary",),
    tables={"commentary_shown": REFERENCE["commentary"]},
    build=voices.commentary_shown,
)
FEEDBACK = Overlay(
    kinds=(voices.FEEDBACK, voices.ESCALATION, voices.REPLY, voices.WITHDRAWAL),
    published=("feedback", "feedback_replies"),
    tables={
        "feedback_shown": REFERENCE["feedback"],
        "replies_shown": REFERENCE["feedback_replies"],
    },
    build=voices.feedback_shown,
)
RECORDS = Overlay(
    kinds=(records_chosen.KIND,),
    published=(),
    tables={records_chosen.NAME: records_chosen.TABLE},
    build=records_chosen.tables,
)
CLAIM_USES = Overlay(
    kinds=claim_uses.KINDS,
    published=claim_uses.PUBLISHED,
    tables={claim_uses.NAME: claim_uses.TABLE},
    build=claim_uses.tables,
)
ACTIONS = Overlay(
    kinds=(actions.KIND,),
    published=actions_in_force.PUBLISHED,
    tables={f"{name}_in_force": REFERENCE[name] for name in actions_in_force.PUBLISHED},
    build=actions_in_force.tables,
)
ACKNOWLEDGEMENTS = Overlay(
    kinds=(acknowledgements.KIND,),
    published=acknowledgements.PUBLISHED,
    tables={"acknowledgements_in_force": REFERENCE["acknowledgements"]},
    build=acknowledgements.tables,
)
OVERLAYS = (THREAD, ACTIONS, ACKNOWLEDGEMENTS, COMMENTARY, FEEDBACK, RECORDS, CLAIM_USES)
