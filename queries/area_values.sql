-- One indicator in one period for some areas, beside the parent they lie in.
-- The parent is one of area_codes. Areas without a result are kept, so that a map can say so.
-- The area in focus has role this.
-- Grain: one row per area.
-- Parameters: indicator_id, area_codes, parent_code, period_start, period_end, focus_code.
with shown as (

    select *
    from areas
    where list_contains($area_codes, area_code) and area_code != $parent_code

),

measured as (

    select *
    from observations
    where
        indicator_id = $indicator_id
        and list_contains($area_codes, area_code)
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
    measured.period_label,
    measured.value,
    measured.numerator,
    measured.denominator,
    lower_limit_of(
        measured.lower_limit,
        measured.value,
        indicators.method,
        indicators.multiplier,
        measured.numerator,
        measured.denominator
    ) as lower_limit,
    upper_limit_of(
        measured.upper_limit,
        measured.value,
        indicators.method,
        indicators.multiplier,
        measured.numerator,
        measured.denominator
    ) as upper_limit,
    parents.name as parent_name,
    whole.value as parent_value,
    if(measured.indicator_id is null, 'missing', measured.value_note) as value_note,
    if(shown.area_code = $focus_code, 'this', 'other') as role,
    if(
        measured.value is null,
        null,
        rank() over (order by measured.value desc nulls last)
    ) as position
from shown
left join measured on shown.area_code = measured.area_code
left join measured as whole on whole.area_code = $parent_code
left join areas as parents on parents.area_code = $parent_code
left join indicators on indicators.indicator_id = $indicator_id
order by measured.value desc nulls last, shown.name, shown.area_code
