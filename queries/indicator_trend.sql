-- One indicator over time in one area and its comparators, judged where a target is in force.
-- Grain: one row per area and period.
-- Parameters: indicator_id, area_codes.
select
    series.area_code,
    areas.name as area_name,
    areas.area_type,
    series.period_start,
    series.period_end,
    series.period_label,
    series.value,
    series.numerator,
    series.denominator,
    series.lower_limit,
    series.upper_limit,
    series.value_note,
    series.stretch,
    series.baseline_value,
    series.baseline_label,
    series.target_value,
    series.intervention_level,
    series.approved_by,
    series.approved_date,
    series.status
from judged_series($area_codes) as series
inner join areas on series.area_code = areas.area_code
where series.indicator_id = $indicator_id
order by list_position($area_codes, series.area_code), series.period_end, series.period_start
