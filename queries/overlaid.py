"""Overlaid: which tables of what people wrote a question reads, and so which kinds of records."""

from __future__ import annotations

from functools import lru_cache

from data.register import in_force
from data.register.overlays import OVERLAYS, Overlay
from queries.statements import IN_FORCE, SUPPOSED, THEN, foundations, words_of


def overlays_read(*questions: str) -> list[Overlay]:
    """The overlays of which these questions read a table in their own SQL."""
    words = {word for question in questions for word in words_of(question)}
    return [overlay for overlay in OVERLAYS if overlay.tables.keys() & words]


@lru_cache(maxsize=256)
def kinds_read(question: str) -> tuple[str, ...]:
    """Kinds of records that the question's rows follow from, with all that it builds on."""
    asked = (*foundations(question), question)
    kinds = {kind for overlay in overlays_read(*asked) for kind in overlay.kinds}
    if any({IN_FORCE, SUPPOSED, THEN} & words_of(one) for one in asked):
        kinds.add(in_force.KIND)
    return tuple(sorted(kinds))
