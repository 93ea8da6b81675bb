-- Scorecard results of one area that were due before today and have not come.
-- Grain: one row per indicator.
-- Parameters: area_code, today.
select
    indicator_id,
    name,
    partner,
    department_name,
    frequency,
    period_label,
    due_date,
    date_diff('day', due_date, $today) as days_late
from scorecard_of($area_code, null, $today)
where freshness = 'late'
order by due_date, indicator_id
