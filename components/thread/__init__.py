"""The golden thread: any node's line of sight, the whole with its breaks, edits, and sheets."""

from components.thread.choices import NONE_YET, level, node, offered, part, sheet
from components.thread.editing import edited, fields, foreseen, waiting
from components.thread.sheets import on_sheet
from components.thread.sheets import shown as sheet_shown
from components.thread.sight import drawn, heading, measured, nested
from components.thread.whole import broken, coverage, listed
from components.thread.whole import heading as whole_heading

__all__ = [
    "NONE_YET",
    "broken",
    "coverage",
    "drawn",
    "edited",
    "fields",
    "foreseen",
    "heading",
    "level",
    "listed",
    "measured",
    "nested",
    "node",
    "offered",
    "on_sheet",
    "part",
    "sheet",
    "sheet_shown",
    "waiting",
    "whole_heading",
]
