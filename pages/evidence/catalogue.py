"""Catalogue: what every indicator means, everywhere it is used, and what is collected twice."""

import streamlit as st

from components import cards, catalogue, deeds, filters, lists, person, sentences, uses
from components import shared_measures as measures
from queries import ask, fetch, first, how, judged_in, recording, workspace
from queries.acting import acting

# Choose
home, me = workspace(), deeds.acted(acting, recording)
offered = fetch("choices")
with filters.bar():
    indicator = filters.indicator(offered, any_label="All indicators")
    part = catalogue.part() if indicator is None else None
    if part == "duplicates":
        measure = measures.measure(fetch("shared_measures", **judged_in(home.home_area)))
    else:
        text = filters.text()
        with filters.more():
            scope = filters.scope(offered)

# Fetch
asked = judged_in(home.home_area)

# Show
person.told(is_long=True)
if part == "duplicates":
    shared = ask("shared_measures", **asked)
    if measure is None:
        measures.listed(shared)
        st.stop()
    place = {"shared_measure": measure, "area_code": home.home_area}
    measures.beside(measure, shared, ask("shared_values", **place))
    record = measures.decided(measure, shared.rows, recording.choice(measure), me)
    measures.foreseen(recording.foreseen(measure, record), record)
    st.stop()
if part == "sheets":
    search = {**scope, "search_text": text}
    found = fetch("catalogue", **search)
    catalogue.heading(found, len(offered))
    lists.catalogue(found, how=how("catalogue", **search))
    st.stop()
one = {"indicator_id": indicator}
row = first("indicator_result", **asked, indicator_id=indicator)
cards.headline(row["name"], row["definition"])
left, right = st.columns([3, 2], gap="large")
with left:
    cards.definition(sentences.sheet(row))
    cards.about("small_numbers", "How small numbers are hidden")
with right:
    measured = fetch("indicator_coverage", **one)
    catalogue.measured(measured, home.area_type_name, how=how("indicator_coverage", **one))
    uses.shown(row, ask("indicator_uses", **one))
    cards.link("pages/scorecard/outcomes.py", "Open its case", indicator=indicator)
