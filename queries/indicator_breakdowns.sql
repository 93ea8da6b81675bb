-- One indicator in one area split by group of people, over time, beside the whole.
-- Grain: one row per breakdown type, breakdown and period.
-- Parameters: indicator_id, area_code.
select
    breakdown_type,
    breakdown,
    period_start,
    period_end,
    period_label,
    value,
    numerator,
    denominator,
    lower_limit,
    upper_limit,
    value_note,
    max(period_end) over (partition by breakdown_type) = period_end as is_latest
from observations
where
    indicator_id = $indicator_id
    and area_code = $area_code
    and department_code is null
order by breakdown_type, period_end, breakdown
