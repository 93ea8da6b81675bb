-- Values of one measure that is collected more than once, side by side in one area; `differs` where
-- another collection gives another value for the same period in the same unit.
-- Grain: one row per indicator and period.
-- Parameters: shared_measure, area_code.
select
    indicator_id,
    unit,
    period_start,
    period_end,
    period_label,
    value,
    is_compared,
    differs
from shared_values_in($area_code)
where shared_measure = $shared_measure
order by period_end desc, period_start desc, indicator_id
