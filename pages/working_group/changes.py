"""Changes: what waits for a decision, what was decided, by whom, when and why."""

import streamlit as st

from components import (
    audit,
    changes,
    decisions,
    deeds,
    filters,
    people,
    person,
    principles,
    proposals,
    redefinitions,
)
from queries import deciding, minutes, proposed, workspace
from queries.acting import acting

# Choose
me, home = acting(person.name()), workspace()
deeds.done(deciding, me)
waiting, decided = proposed.waiting(), minutes.decided()
with filters.bar():
    number = changes.proposal(proposed.names())
    part = None if number else changes.part()
rights = {"authors_may_approve": home.authors_may_approve}

# Fetch
story = proposed.story(number) if number else None
versions = deciding.document_versions(deciding.CHANGE_PRINCIPLES)
cells, problems = minutes.redefined()

# Show
person.told()
if story is not None:
    changes.back(story)
    proposals.heading(story)
    proposals.shown(story, me, **rights)
    st.stop()
changes.heading(waiting, decided)
changes.beginning(has_people=bool(deciding.everyone()), is_writable=minutes.is_writable())
if part == "waiting":
    for opened, place in changes.opened(waiting):
        with place:
            proposals.opened(proposed.story(opened), me, **rights)
elif part == "decisions":
    decisions.listed(decided, decisions.filters(decided))
elif part == "definitions":
    redefinitions.shown(cells, problems)
elif part == "principles":
    principles.shown(versions, me, document_id=deciding.CHANGE_PRINCIPLES)
elif part == "people":
    people.shown(deciding.everyone(), me)
elif part == "audit":
    audit.shown(deciding.verified(), minutes.logged())
