"""Added value: what do we achieve together that no partner would alone, and how sure is that?"""

import streamlit as st

from components import added_value, cards, deeds, filters, person
from components.added_value import claim_form, ending, standing, trying
from queries import as_at, claiming, workspace
from queries.acting import acting
from queries.claim_asked import Tried
from queries.claim_cases import case, named, offered
from queries.knock_out import knock_out, partners
from queries.portfolio import portfolio, portfolio_how

# Choose
me, home = deeds.acted(acting, claiming), workspace()
claims = standing.offered(claiming.claims(), claiming.waiting())
names = added_value.Names(*named(), source=home.name, as_at=as_at())
with filters.bar():
    code = standing.claim(claims) or ""
    judged = () if code else portfolio()
    parts = knock_out(one.standing for one in judged)
    partner = added_value.partner(partners(parts)) if judged else None

# Fetch
chosen, tried, top = claims.get(code), Tried(), st.container()
if chosen:
    trying.forget_others(code)
    with trying.place():
        outcome = trying.outcome(chosen.claim, names)
        of_claim = trying.chosen(chosen.claim, offered(chosen, outcome))
        tried = Tried(indicator_id=outcome, **of_claim)

# Show
with top:
    person.told(is_long=True)
    standing.told(claims, code)
if chosen:
    subject = added_value.Subject(case(chosen, tried), names)
    with top:
        added_value.top(subject)
    added_value.shown(subject)
    standing.decide(claims, code, names, me, authors_may_approve=home.authors_may_approve)
    ending.told(chosen, code, claiming.ends(), me, authors_may_approve=home.authors_may_approve)
    standing.versions(claiming.claim_versions(chosen.claim_id))
elif judged:
    with top:
        added_value.heading(judged)
    added_value.effects(judged, names, how=portfolio_how())
    added_value.listed(judged, names)
    added_value.knocked(judged, parts, partner, names)
else:
    cards.headline(added_value.NONE_YET.removesuffix("."), added_value.BEGIN)
ending.listed({} if chosen else claiming.ends(), claims)
section = claim_form.section(chosen)
if section.open:
    with section:
        may = person.needs(me, "working_group", "put a claim forward")
        if may and (sent := claim_form.form(standing.newest(claims, code), names, tried)):
            person.tell(claim_form.put(claiming, chosen, sent, who=me.name or ""))
