-- Targets of one indicator in one area as they were published with the data, whatever rule has
-- replaced them since.
-- Grain: one row per period.
-- Parameters: indicator_id, area_code.
select
    period_start,
    period_end,
    baseline_value,
    baseline_label,
    target_value,
    intervention_level,
    approved_by,
    approved_date
from targets
where indicator_id = $indicator_id and area_code = $area_code
order by period_end, period_start
