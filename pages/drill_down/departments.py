"""Departments: what each partner, directorate and department owns, and how it stands."""

from components import cards, departments, filters, lists
from queries import fetch, how, judge, judged_in, workspace

# Choose
home = workspace()
asked = judged_in(home.home_area)
everyone = fetch("department_status", **asked, partner=None)
cards.nothing_if(everyone.empty, "No departments are published.")
with filters.bar():
    partner = filters.partner(everyone["partner"].unique())
    theirs = everyone if partner is None else everyone[everyone["partner"] == partner]
    department = filters.department(theirs.assign(name=theirs["path"]), any_label="All departments")
    judged = judge(then=filters.judged())

# Fetch
tree = fetch("department_status", **asked, partner=partner)
owned_asked = asked | {"department_code": department, "partner": partner}
owned = fetch("department_scorecard", **owned_asked)
within = {"area_code": home.home_area, "department_code": department}
measured = fetch("department_results", **within)

# Show
departments.heading(owned, tree, partner, department, judged)
if department is None:
    lists.departments(tree, judged, how=how("department_status", **asked, partner=partner))
else:
    departments.trail(tree, department)
    departments.sheet(fetch("thread_standing", **asked), department)
    lists.departments(
        departments.beneath(tree, department),
        judged,
        how=how("department_status", **asked, partner=partner),
    )
lists.owned(owned, judged, how=how("department_scorecard", **owned_asked))
departments.results(measured, how=how("department_results", **within))
