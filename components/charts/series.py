"""Colours of the lines of a trend, by the role a series plays in it."""

from __future__ import annotations

from typing import Any

import altair as alt

from components.charts.look import Look

# Columns that are standards to judge by, and the meaning of their colours.
STANDARDS = {"target_value": "target", "intervention_level": "concern"}


def tone(look: Look, field: str = "role") -> dict[str, Any]:
    """Options of a colour by role, the same scale for lines, points and names."""
    colours = look.palette
    tones = {
        "this": colours.highlight,
        "parent": colours.parent,
        "comparator": colours.comparator,
        "other": colours.comparator,
        "target_value": colours.target,
        "intervention_level": colours.concern,
    }
    return {
        "shorthand": f"{field}:N",
        "legend": None,
        "scale": alt.Scale(domain=list(tones), range=list(tones.values())),
    }
