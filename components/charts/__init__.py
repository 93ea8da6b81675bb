"""Charts: each function gives a drawing; the rows are sent beside it by `cards.chart_with_data`."""

from components.charts.area_map import area_map
from components.charts.bench import bench
from components.charts.breakdown import breakdown
from components.charts.calendar import calendar
from components.charts.comparators import comparators
from components.charts.control import control
from components.charts.counterfactual import counterfactual
from components.charts.coverage import coverage
from components.charts.forest import forest
from components.charts.funnel import funnel
from components.charts.gaps import gaps
from components.charts.grid import grid
from components.charts.inequality import fifths
from components.charts.kinds import HEADING, HEADINGS
from components.charts.line_of_sight import line_of_sight
from components.charts.look import Drawing, Look, current
from components.charts.outlook import outlook
from components.charts.panels import numerator_denominator
from components.charts.perceptions import perceptions
from components.charts.ranked import ranked
from components.charts.round_scores import round_scores
from components.charts.small_multiples import small_multiples
from components.charts.standings import standings
from components.charts.statements import TONES, statements
from components.charts.status_bars import status_bars
from components.charts.timeline import timeline
from components.charts.trend import trend

__all__ = [
    "HEADING",
    "HEADINGS",
    "TONES",
    "Drawing",
    "Look",
    "area_map",
    "bench",
    "breakdown",
    "calendar",
    "comparators",
    "control",
    "counterfactual",
    "coverage",
    "current",
    "fifths",
    "forest",
    "funnel",
    "gaps",
    "grid",
    "line_of_sight",
    "numerator_denominator",
    "outlook",
    "perceptions",
    "ranked",
    "round_scores",
    "small_multiples",
    "standings",
    "statements",
    "status_bars",
    "timeline",
    "trend",
]
