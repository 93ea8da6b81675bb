"""Framework: which of the eight pieces of work are done, what is missing next, who owes what."""

import streamlit as st

from components import (
    cards,
    filters,
    framework,
    framework_pieces,
    framework_words,
    reporting,
    sentences,
)
from queries import as_at, ask, fetch, first, how, workspace

# Choose
home = workspace()
judged = {"area_code": home.home_area, "today": home.today}
offered = fetch("framework_steps", **judged)
cards.nothing_if(
    offered.empty, "No scorecard indicator is published yet.", hint="Import a file to begin."
)
with filters.bar():
    indicator = filters.indicator(offered, any_label="All indicators")
    partner = filters.partner(sorted(offered["partner"].unique()))
    step = filters.step(framework_words.STEPS)
    with filters.more():
        collection = filters.collection(sentences.collections(offered["collection"]))
        theme = filters.theme_choice(sorted(offered["theme"].unique()))

# Fetch
asked = judged | {"partner": partner, "theme": theme, "collection": collection}
summary = first("framework_summary", **asked)
owing = first("reporting_summary", **asked)
results = ask("reporting_calendar", **asked, indicator_id=indicator)
made = {"source": home.name, "as_at": as_at()}

# Show
if indicator is not None:
    row = offered[offered["indicator_id"] == indicator].iloc[0]
    framework_pieces.one(row, how=how("framework_steps", **judged))
    reporting.results(results)
    st.stop()
framework.heading(summary)
framework.by_collection(ask("framework_by_collection", **asked), **made)
framework.by_aim(ask("framework_by_aim", **asked), **made)
framework.missing_next(ask("framework_next", **asked))
framework_pieces.grid(ask("framework_indicators", **asked, step=step), step)
reporting.calendar(ask("reporting_months", **asked), owing, summary, **made)
reporting.results(results)
