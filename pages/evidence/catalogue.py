"""Catalogue: what every indicator means, and everywhere it is used."""

import streamlit as st

from components import cards, catalogue, filters, lists, sentences, uses
from queries import ask, fetch, how, judged_in, workspace

# Choose
home = workspace()
offered = fetch("choices")
with filters.bar():
    indicator = filters.indicator(offered, any_label="All indicators")
    search_text = filters.text()
    with filters.more():
        scope = filters.scope(offered)

# Fetch
asked = {**scope, "search_text": search_text}
found = fetch("catalogue", **asked)

# Show
if indicator is None:
    catalogue.heading(found, len(offered))
    lists.catalogue(found, how=how("catalogue", **asked))
    shared = fetch("shared_measures", **judged_in(home.home_area))
    catalogue.shared(shared, how=how("shared_measures", **judged_in(home.home_area)))
    st.stop()
one = {"indicator_id": indicator}
row = fetch("indicator_result", **judged_in(home.home_area), indicator_id=indicator)
cards.headline(row["name"].iloc[0], row["definition"].iloc[0])
left, right = st.columns([3, 2], gap="large")
with left:
    cards.definition(sentences.sheet(row.iloc[0]))
    cards.about("small_numbers", "How small numbers are hidden")
with right:
    measured = fetch("indicator_coverage", **one)
    catalogue.measured(measured, home.area_type_name, how=how("indicator_coverage", **one))
    uses.shown(row.iloc[0], ask("indicator_uses", **one))
    cards.link("pages/scorecard/outcomes.py", "Open its case", indicator=indicator)
