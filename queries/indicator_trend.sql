-- One indicator over time in one area and beside it its comparators, judged where a target is in
-- force. The first of area_codes is the area itself; its parent is told apart from the others.
-- Grain: one row per area and period.
-- Parameters: indicator_id, area_codes.
select
    series.area_code,
    areas.name as series,
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
    series.status,
    case
        when series.area_code = $area_codes[1] then 'this'
        when series.area_code = this_area.parent_code then 'parent'
        else 'comparator'
    end as role
from judged_series($area_codes, $indicator_id) as series
inner join areas on series.area_code = areas.area_code
left join areas as this_area on this_area.area_code = $area_codes[1]
order by list_position($area_codes, series.area_code), series.period_end, series.period_start
