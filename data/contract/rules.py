"""Rules beyond types: of one observation, and between tables."""

from __future__ import annotations

from data.contract.small_groups import FEWEST_EVER
from data.contract.tables import LONGEST_SAID

# Rules of one observation: (rule, column to show, condition that breaks it, remedy).
OBSERVATION_RULES = (
    (
        "the indicator is not in the indicators table",
        "indicator_id",
        "indicators.indicator_id is null",
        "Add the indicator's definition to the recipe or to the indicators table.",
    ),
    (
        "unknown area code",
        "area_code",
        "areas.area_code is null",
        "Use an area code that the areas table holds, or let the recipe leave this area out.",
    ),
    (
        "unknown department code",
        "department_code",
        "rows.department_code is not null and departments.department_code is null",
        "Use a department code that the departments table holds.",
    ),
    (
        "the period ends before it starts",
        "period_label",
        "rows.period_end < rows.period_start",
        "Correct the period, or the recipe's period pattern.",
    ),
    (
        "a value is missing and nothing says why",
        "value",
        "rows.value is null and coalesce(rows.value_note, '') not in "
        "('suppressed', 'missing', 'not_collected', 'not_applicable')",
        "Give a value, or a value note: suppressed, missing, not_collected or not_applicable.",
    ),
    (
        "a value is shown although its note says there is none",
        "value",
        "rows.value is not null and rows.value_note in "
        "('suppressed', 'missing', 'not_collected', 'not_applicable')",
        "Remove the value or the note.",
    ),
    (
        # It names a folder of files, and a number or a date there would change its type.
        "a collection is not a plain word",
        "collection",
        "not regexp_full_match(rows.collection, '[a-z][a-z0-9_]*')",
        "Use small letters, digits and underscores, a letter first.",
    ),
    (
        "only the whole is broken down by all",
        "breakdown",
        "(rows.breakdown_type = 'all') <> (rows.breakdown = 'all')",
        "Say 'all' in both breakdown_type and breakdown, or in neither.",
    ),
    (
        "the numerator is above its denominator",
        "numerator",
        "indicators.method = 'proportion' and rows.numerator > rows.denominator",
        "Check whether numerator and denominator are swapped or belong to different years.",
    ),
    (
        "a count below zero",
        "numerator",
        "indicators.method in ('proportion', 'rate')"
        " and (rows.numerator < 0 or rows.denominator < 0)",
        "A numerator and a denominator count things: give zero or more.",
    ),
    (
        "the denominator is zero",
        "denominator",
        "rows.denominator = 0 and rows.value is not null",
        "With nothing in the denominator there is no value: leave it empty as not_applicable.",
    ),
    (
        "the limits do not enclose the value",
        "value",
        "rows.value < rows.lower_limit or rows.value > rows.upper_limit",
        "Check the published confidence limits.",
    ),
)
# Rules of one row of another table: (table, rule, column to show, condition, remedy).
REFERENCE_RULES = (
    (
        "indicators",
        "the number of decimals is not 0 to 6",
        "decimals",
        "not rows.decimals between 0 and 6",
        "Give as many decimals as a reader needs, 0 to 6.",
    ),
    (
        "indicators",
        "the framework step is not 0 to 8",
        "framework_step",
        "not rows.framework_step between 0 and 8",
        "Give the step of the framework that it has reached, 0 to 8.",
    ),
    (
        # It names a file of boundaries.
        "areas",
        "an area type is not a plain word",
        "area_type",
        "not regexp_full_match(rows.area_type, '[a-z][a-z0-9_]*')",
        "Use small letters, digits and underscores, a letter first.",
    ),
    (
        "targets",
        "the intervention level is better than the target",
        "intervention_level",
        "indicators.polarity = 'higher' and rows.intervention_level > rows.target_value"
        " or indicators.polarity = 'lower' and rows.intervention_level < rows.target_value",
        "Set it on the worse side of the target, or correct the indicator's polarity.",
    ),
    (
        "claims",
        "the initiative starts before the first period that is used",
        "start_date",
        "rows.start_date <= rows.window_start",
        "Let the window start before the initiative does, or leave it empty to use every period.",
    ),
    (
        "claims",
        "the agency's own measure is the shared outcome itself",
        "agency_indicator_id",
        "rows.agency_indicator_id = rows.indicator_id"
        " and coalesce(rows.agency_area_code, rows.area_code) = rows.area_code",
        "Name what the agency achieves by itself, or leave its measure empty.",
    ),
    (
        "claims",
        "the agency or its measure is missing",
        "agency_partner",
        "(rows.agency_partner is null) <> (rows.agency_indicator_id is null)",
        "Say both which agency it is and what it measures by itself, or neither.",
    ),
    (
        "claims",
        "a unit of the indicator is no number of people",
        "people_per",
        "rows.people_per <= 0",
        "Give how many people one unit is, above zero, or leave it empty.",
    ),
    (
        "claim_partners",
        "a claim with a single partner",
        "partner",
        "partners.partners < 2",
        "Name the other partners: what one achieves alone is not added by working together.",
    ),
    (
        "claim_partners",
        "more money is pooled than was spent",
        "pooled",
        "rows.cost < 0 or rows.pooled < 0 or rows.pooled > coalesce(rows.cost, 0)",
        "Give the cost in pounds and how much of it was pooled, neither below zero.",
    ),
    (
        "claim_areas",
        "an area is left out without a reason",
        "area_code",
        "rows.part = 'left_out' and coalesce(trim(rows.reason), '') = ''",
        "Say why, such as: it borders on the area, or had an initiative of its own.",
    ),
    *(
        (
            name,
            "a text is empty or longer than 2,000 letters",
            "text",
            f"not length(trim(rows.text)) between 1 and {LONGEST_SAID}",
            "Say it in 1 to 2,000 letters.",
        )
        for name in ("commentary", "feedback", "feedback_replies")
    ),
    (
        "commentary",
        "the period ends before it starts",
        "period_end",
        "rows.period_end < rows.period_start",
        "Correct the period.",
    ),
    (
        "actions",
        "the action ends before it starts",
        "end_date",
        "rows.end_date < rows.start_date",
        "Correct the dates.",
    ),
    (
        "actions",
        "the action costs less than nothing",
        "cost",
        "rows.cost < 0",
        "Give the cost in pounds, or leave it empty where nobody knows it.",
    ),
    (
        "action_indicators",
        "the expected change lacks its size or its unit",
        "expected_change",
        "(rows.expected_change is null) <> (rows.expected_unit is null)",
        "Say both by how much and in what, percent or points, or neither.",
    ),
    (
        "acknowledgements",
        "the acknowledged period ends before it starts",
        "period_end",
        "rows.period_end < rows.period_start",
        "Correct the period.",
    ),
    (
        "questionnaire_items",
        "the scale's end is not above its beginning",
        "scale_maximum",
        "rows.scale_maximum <= rows.scale_minimum",
        "Give the lowest and the highest answer there is, such as 1 and 5.",
    ),
    (
        "questionnaire_rounds",
        "the round closes before it opens",
        "closes_date",
        "rows.closes_date < rows.opens_date",
        "Correct the dates.",
    ),
    (
        "questionnaire_rounds",
        "a group of two could be shown",
        "minimum_group",
        f"rows.minimum_group < {FEWEST_EVER}",
        f"Let the smallest group that is shown have at least {FEWEST_EVER} people, or they would "
        "know what one another said; ten is usual.",
    ),
    (
        "questionnaire_rounds",
        "the smallest count to show is below one",
        "smallest_count",
        "rows.smallest_count < 1",
        "Give one to show every count, or more to hide small ones; five is usual.",
    ),
    (
        "questionnaire_invitations",
        "fewer than nobody are invited",
        "invited",
        "rows.invited < 0",
        "Give zero or more.",
    ),
)
# References between tables: (table, column, table it points into, column there).
LINKS = (
    ("indicators", "department_code", "departments", "department_code"),
    ("areas", "parent_code", "areas", "area_code"),
    ("departments", "parent_code", "departments", "department_code"),
    ("thread_links", "child_id", "thread_nodes", "node_id"),
    ("thread_links", "parent_id", "thread_nodes", "node_id"),
    ("thread_indicators", "node_id", "thread_nodes", "node_id"),
    ("thread_indicators", "indicator_id", "indicators", "indicator_id"),
    ("event_indicators", "event_id", "events", "event_id"),
    ("event_indicators", "indicator_id", "indicators", "indicator_id"),
    ("series_breaks", "indicator_id", "indicators", "indicator_id"),
    ("targets", "indicator_id", "indicators", "indicator_id"),
    ("targets", "area_code", "areas", "area_code"),
    ("claims", "claim_id", "claim_partners", "claim_id"),
    ("claims", "indicator_id", "indicators", "indicator_id"),
    ("claims", "area_code", "areas", "area_code"),
    ("claims", "agency_indicator_id", "indicators", "indicator_id"),
    ("claims", "agency_area_code", "areas", "area_code"),
    ("claim_partners", "claim_id", "claims", "claim_id"),
    ("claim_steps", "claim_id", "claims", "claim_id"),
    ("claim_steps", "indicator_id", "indicators", "indicator_id"),
    ("claim_areas", "claim_id", "claims", "claim_id"),
    ("claim_areas", "area_code", "areas", "area_code"),
    ("commentary", "indicator_id", "indicators", "indicator_id"),
    ("commentary", "area_code", "areas", "area_code"),
    ("feedback", "node_id", "thread_nodes", "node_id"),
    ("feedback", "escalated_to", "thread_nodes", "node_id"),
    ("feedback_replies", "feedback_id", "feedback", "feedback_id"),
    ("action_nodes", "action_id", "actions", "action_id"),
    ("action_nodes", "node_id", "thread_nodes", "node_id"),
    ("action_indicators", "action_id", "actions", "action_id"),
    ("action_indicators", "indicator_id", "indicators", "indicator_id"),
    ("action_indicators", "area_code", "areas", "area_code"),
    ("action_steps", "action_id", "actions", "action_id"),
    ("acknowledgements", "indicator_id", "indicators", "indicator_id"),
    ("acknowledgements", "area_code", "areas", "area_code"),
    ("questionnaire_rounds", "questionnaire_id", "questionnaire_items", "questionnaire_id"),
    ("questionnaire_invitations", "round_id", "questionnaire_rounds", "round_id"),
    ("questionnaire_answers", "round_id", "questionnaire_rounds", "round_id"),
    ("questionnaire_comments", "round_id", "questionnaire_rounds", "round_id"),
)
# Tables that say what lies in what: (table, child column, parent column).
TREES = (
    ("areas", "area_code", "parent_code"),
    ("departments", "department_code", "parent_code"),
    ("thread_links", "child_id", "parent_id"),
)
# Everything above each child; a circle is a child above itself. `union` ends where it repeats.
CIRCLES = """
with recursive above as (
    select child, parent from links
    union
    select above.child, links.parent from above inner join links on above.parent = links.child
)
select links.row_number, links.parent
from links
inner join above on links.parent = above.child and links.child = above.parent
order by links.row_number
"""
SHOWN = 20
