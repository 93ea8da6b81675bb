"""The improvement plan: its actions, the intervention clock, and what followed an action."""

from components.improvement.beside import line, linked
from components.improvement.case import chain, effects, heading, history, phases, places
from components.improvement.choices import action, view
from components.improvement.clock import acknowledging, clock
from components.improvement.form import acted, fields
from components.improvement.whole import heading as whole_heading
from components.improvement.whole import shown

__all__ = [
    "acknowledging",
    "acted",
    "action",
    "chain",
    "clock",
    "effects",
    "fields",
    "heading",
    "history",
    "line",
    "linked",
    "phases",
    "places",
    "shown",
    "view",
    "whole_heading",
]
