"""Golden thread: what each node serves and what serves it, with status along the way; breaks."""

import streamlit as st

from components import cards, deeds, filters, person, thread, voice
from queries import as_at, ask, fetch, judge, judged_in, voicing, weaving, workspace
from queries.acting import acting

# Choose
home, me = workspace(), deeds.acted(acting, weaving, voicing)
asked = judged_in(home.home_area)
with filters.bar():
    judged = judge(then=filters.judged())
    nodes = ask("thread_standing", **asked)
    cards.nothing_if(nodes.rows.empty, thread.NONE_YET)
    offered = thread.offered(nodes)
    node, sheet = thread.node(offered.nodes), thread.sheet(offered.sheets)
    with filters.narrowing(is_folded=node is not None or sheet is not None):
        partner = filters.partner(offered.partners)
        level = thread.level(offered.levels)
        theme = filters.theme_choice(offered.themes)
        text = filters.text(placeholder="Title or owner")

# Fetch
made = {"source": home.name, "as_at": as_at()}
within = {**asked, "partner": partner, "level": level}
sight = ask("thread_sight", **asked, node_id=node or "")

# Show
person.told()
if node is not None:
    thread.heading(sight, judged)
    thread.drawn(sight, **made)
    thread.measured(ask("thread_node_indicators", **asked, node_ids=[node]))
    thread.nested(sight, ask("thread_sight_links", node_id=node))
    voice.at_node(ask("feedback_heard", node_id=node), sight, me, judged.today)
    for subject in thread.edited(sight, nodes.rows, me):
        typed = thread.fields(subject, weaving.parents_and_indicators(node), fetch("choices"))
        thread.foreseen(weaving.foreseen(node, typed), node)
    st.stop()
if sheet is not None:
    found = ask("thread_sheet", **asked, sheet=sheet)
    ids = list(found.rows.loc[found.rows["part"] == "own", "node_id"])
    on_them = ask("thread_node_indicators", **asked, node_ids=ids)
    thread.sheet_shown(sheet, found, on_them, judged, **made)
    st.stop()
breaks = ask("thread_breaks", **within)
thread.whole_heading(nodes.rows, breaks.rows, judged, is_narrowed=bool(partner or level))
part = thread.part()
if part == "nodes":
    thread.listed(ask("thread_list", **within, theme=theme, search_text=text), judged)
elif part == "breaks":
    thread.broken(breaks)
elif part == "coverage":
    thread.coverage(ask("thread_coverage", **asked))
elif part == "said":
    voice.said_and_done(ask("feedback_heard", node_id=None), ask("feedback_counts"))
else:
    thread.waiting(weaving.waiting(), me)
