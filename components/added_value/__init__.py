"""Added value: the portfolio of claims, and each claim's case against its counterfactual."""

from components.added_value.knock_out import knocked, partner
from components.added_value.portfolio import effects, heading, listed, on_overview
from components.added_value.subject import BEGIN, NONE_YET, Names, Subject
from components.added_value.whole import shown, top

__all__ = [
    "BEGIN",
    "NONE_YET",
    "Names",
    "Subject",
    "effects",
    "heading",
    "knocked",
    "listed",
    "on_overview",
    "partner",
    "shown",
    "top",
]
