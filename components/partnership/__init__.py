"""Partnership working: what a round of the questionnaire says, drawn and told part by part."""

from components.partnership.changes import changed
from components.partnership.checks import commented, comments, opened, reliability
from components.partnership.choices import dimension, finite, main, questionnaire, round_of, sort
from components.partnership.gaps import perceptions
from components.partnership.groups import by_statement, grid, standings
from components.partnership.response import rates, stop_unless_shown
from components.partnership.scores import by_round, listed, on_overview
from components.partnership.statements import answered
from components.partnership.subject import BEGIN, NONE_YET, Subject, heading

__all__ = [
    "BEGIN",
    "NONE_YET",
    "Subject",
    "answered",
    "by_round",
    "by_statement",
    "changed",
    "commented",
    "comments",
    "dimension",
    "finite",
    "grid",
    "heading",
    "listed",
    "main",
    "on_overview",
    "opened",
    "perceptions",
    "questionnaire",
    "rates",
    "reliability",
    "round_of",
    "sort",
    "standings",
    "stop_unless_shown",
]
