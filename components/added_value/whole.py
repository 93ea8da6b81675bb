"""One claim's case as a whole: what comes first, and what stands beside what."""

from __future__ import annotations

import streamlit as st

from components.added_value import case, comparators, pictures, trying
from components.added_value.subject import Subject


def top(subject: Subject) -> None:
    """What the claim comes to; above it all that this is not as agreed, where it is not."""
    case.heading(subject)
    if not subject.case.is_as_agreed:
        trying.banner(subject.case.tried, subject.names)
    case.figures(subject)


def shown(subject: Subject) -> None:
    """Pictures first, then why the verdict is so, what it took, how it works and with whom."""
    left, right = st.columns(2, gap="large")
    with left:
        pictures.actual(subject)
    with right:
        pictures.gap(subject)
    left, right = st.columns(2, gap="large")
    with left:
        case.reasons(subject)
    with right:
        case.worth(subject)
        pictures.alone(subject)
    case.chain(subject)
    left, right = st.columns(2, gap="large")
    with left:
        comparators.mix(subject)
        comparators.left_out(subject)
    with right:
        comparators.listed(subject)
