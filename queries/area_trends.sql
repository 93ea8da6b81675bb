-- One indicator over time in every area of one type within a parent, beside the parent.
-- Grain: one row per area and period.
-- Parameters: indicator_id, parent_code, area_type.
with shown as (

    select *
    from areas_within($parent_code)
    where area_type = $area_type or area_code = $parent_code

)

select
    shown.area_code,
    shown.name as area_name,
    shown.area_code = $parent_code as is_parent,
    observations.period_start,
    observations.period_end,
    observations.period_label,
    observations.value,
    observations.lower_limit,
    observations.upper_limit,
    observations.value_note
from observations
inner join shown on observations.area_code = shown.area_code
where
    observations.indicator_id = $indicator_id
    and list_contains((select list(shown.area_code) from shown), observations.area_code)
    and observations.department_code is null
    and observations.breakdown_type = 'all'
order by shown.name, shown.area_code, observations.period_end
