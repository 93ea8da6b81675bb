"""Golden thread: what each node serves and what serves it, with status along the way; breaks."""

import streamlit as st

from components import cards, deeds, filters, improvement, person, thread, voice
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
    with filters.narrowing(is_folded=bool(node or sheet)):
        partner, level = filters.partner(offered.partners), thread.level(offered.levels)
        theme, text = filters.theme_choice(offered.themes), filters.text(placeholder="Title, owner")

# Fetch
made = {"source": home.name, "as_at": as_at()}
within = {**asked, "partner": partner, "level": level}
sight = ask("thread_sight", **asked, node_id=node or "")

# Show
person.told(is_long=True)
if node is not None:
    thread.heading(sight, judged)
    thread.drawn(sight, **made)
    thread.measured(ask("thread_node_indicators", **asked, node_ids=[node]))
    improvement.linked(ask("node_actions", node_ids=[node], today=home.today))
    thread.nested(sight, ask("thread_sight_links", node_id=node))
    voice.at_node(ask("feedback_heard", node_id=node), sight, me, judged.today)
    for subject in thread.edited(sight, nodes.rows, me):
        typed = thread.fields(subject, weaving.as_it_stands(node), fetch("choices"))
        thread.foreseen(weaving.foreseen(node, typed), node)
    st.stop()
if sheet is not None:
    found = ask("thread_sheet", **asked, sheet=sheet)
    own, near = thread.on_sheet(found)
    on_them = ask("thread_node_indicators", **asked, node_ids=own)
    acts = ask("node_actions", node_ids=near, today=home.today)
    thread.sheet_shown(sheet, found, on_them, acts, judged, **made)
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
    thread.waiting(weaving.waiting(), weaving.previewed, me)
