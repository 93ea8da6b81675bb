"""Colours of the lines of a trend, by the role a series plays in it."""

from __future__ import annotations

from typing import Any

import altair as alt

from components.charts.look import Look

# Columns that are standards to judge by: the meaning of their colours, and their names.
STANDARDS = {
    "target_value": ("target", "Target"),
    "intervention_level": ("concern", "Intervention level"),
}
# Columns of a control chart: what the process itself does.
PROCESS = {
    "mean": ("parent", "Average"),
    "lower_limit": ("comparator", "Lower limit"),
    "upper_limit": ("comparator", "Upper limit"),
}
# Kinds of point on a control chart in the words of its legend: colour and shape by meaning.
KINDS = {
    "Usual variation": ("highlight", "circle"),
    "Signal: better": ("improvement", "diamond"),
    "Signal: worse": ("concern", "square"),
    "Signal: higher or lower": ("event", "triangle-up"),
    "Not tested": ("muted", "circle"),
}


def tone(look: Look, field: str = "role") -> dict[str, Any]:
    """Options of a colour by role, the same scale for lines, points and names."""
    colours = look.palette
    tones = {
        "this": colours.highlight,
        "parent": colours.parent,
        "comparator": colours.comparator,
        "other": colours.comparator,
        **{
            column: getattr(colours, colour)
            for column, (colour, _) in (STANDARDS | PROCESS).items()
        },
    }
    return {
        "shorthand": f"{field}:N",
        "legend": None,
        "scale": alt.Scale(domain=list(tones), range=list(tones.values())),
    }
