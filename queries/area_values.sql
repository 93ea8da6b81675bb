-- One indicator in one period for the areas of one type within a parent, beside the parent.
-- Areas without a result are kept, so that a map can say so.
-- Grain: one row per area.
-- Parameters: indicator_id, parent_code, area_type, period_start, period_end.
with shown as (

    select
        *,
        area_code = $parent_code as is_parent
    from areas_within($parent_code)
    where area_type = $area_type or area_code = $parent_code

),

results as (

    select *
    from observations
    where
        indicator_id = $indicator_id
        and list_contains((select list(area_code) from shown), area_code)
        and period_start = $period_start
        and period_end = $period_end
        and department_code is null
        and breakdown_type = 'all'

)

select
    shown.area_code,
    shown.name as area_name,
    shown.area_type,
    shown.is_parent,
    shown.hex_column,
    shown.hex_row,
    shown.population,
    results.period_label,
    results.value,
    results.numerator,
    results.denominator,
    results.lower_limit,
    results.upper_limit,
    if(results.indicator_id is null, 'missing', results.value_note) as value_note,
    if(
        results.value is null or shown.is_parent,
        null,
        rank() over (
            partition by shown.is_parent, results.value is null order by results.value desc
        )
    ) as position
from shown
left join results on shown.area_code = results.area_code
order by shown.is_parent, results.value desc nulls last, shown.name
