-- One indicator in one period for the areas of one type within a parent, beside the parent.
-- Areas without a result are kept, so that a map can say so. The area in focus has role this.
-- Grain: one row per area.
-- Parameters: indicator_id, parent_code, area_type, period_start, period_end, focus_code.
with shown as (

    select *
    from areas_within($parent_code)
    where area_type = $area_type and area_code != $parent_code

),

results as (

    select *
    from observations
    where
        indicator_id = $indicator_id
        and list_contains(
            (select list_append(list(shown.area_code), $parent_code) from shown), area_code
        )
        and period_start = $period_start
        and period_end = $period_end
        and department_code is null
        and breakdown_type = 'all'

)

select
    shown.area_code,
    shown.name as area_name,
    shown.area_type,
    shown.hex_column,
    shown.hex_row,
    results.period_label,
    results.value,
    results.numerator,
    results.denominator,
    results.lower_limit,
    results.upper_limit,
    parents.name as parent_name,
    whole.value as parent_value,
    if(results.indicator_id is null, 'missing', results.value_note) as value_note,
    if(shown.area_code = $focus_code, 'this', 'other') as role,
    if(
        results.value is null,
        null,
        rank() over (order by results.value desc nulls last)
    ) as position
from shown
left join results on shown.area_code = results.area_code
left join results as whole on whole.area_code = $parent_code
left join areas as parents on parents.area_code = $parent_code
order by results.value desc nulls last, shown.name, shown.area_code
