-- Scorecard results of one area that were due before today and have not come.
-- Grain: one row per indicator.
-- Builds on: results.
-- Parameters: today.
select
    indicator_id,
    name,
    partner,
    department_name,
    frequency,
    period_label,
    due_date,
    date_diff('day', due_date, $today) as days_late
from results
where is_scorecard and freshness = 'late'
order by due_date, indicator_id
