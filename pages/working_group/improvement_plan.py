"""Improvement plan: what is done about breaches, by whom and when, and whether the curve turned."""

from components import control_chart, deeds, filters, improvement, person
from components.records import records
from queries import as_at, ask, fetch, first, judge, judged_in, planning, workspace
from queries.acting import acting

# Choose
home, me = workspace(), acting(person.name())
deeds.done(planning, me)
today = {"today": home.today}
every = fetch("action_list", **today, partner=None)
judged = judge(then=False)
with filters.bar():
    action = improvement.action(every)
    with filters.narrowing(is_folded=action is not None):
        view = improvement.view()
        partner = filters.partner(sorted(every["owner_partner"].unique()))

# Fetch
codes = fetch("ruled_areas")["area_code"].tolist()
clock = ask("intervention_clock", **today, area_codes=codes or [home.home_area])
made = {"source": home.name, "as_at": as_at()}

# Show
person.told(is_long=True)
if action is not None:
    row = next(row for row in records(every) if row["action_id"] == action)
    found = ask("action_effects", action_id=action, group_id=home.comparator_group)
    improvement.heading(row, found.rows, clock.rows)
    improvement.chain(ask("action_chain", action_id=action), found.rows)
    for one in improvement.effects(found):
        place = {"indicator_id": one["indicator_id"], "area_code": one["area_code"]}
        phases = improvement.phases(one)
        result = first("indicator_result", **judged_in(one["area_code"]) | place)
        signals = ask("indicator_signals", **place, **phases.asked)
        events = fetch("indicator_events", **place)
        control_chart.shown(result, signals, events, phases, judged, **made)
    improvement.places(ask("action_places", action_id=action), found.rows)
    improvement.history(planning.versions(action))
else:
    improvement.whole_heading(every, clock, partner)
    actions = ask("action_list", **today, partner=partner)
    if view == "clock":
        improvement.clock(clock, partner)
        improvement.acknowledging(clock.rows, me)
    else:
        improvement.shown(view, actions, home.today, **made)
for chosen in improvement.acted(action, me):
    improvement.fields(
        chosen,
        planning.base(chosen),
        partners=sorted({*every["owner_partner"], *fetch("choices")["partner"].dropna()}),
        nodes=fetch("thread_standing", **judged_in(home.home_area)),
        indicators=fetch("choices"),
        areas=fetch("areas"),
    )
