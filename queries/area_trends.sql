-- One indicator over time in every area of one type within a parent, beside the parent.
-- The area in focus and the one it is compared with have roles of their own.
-- Grain: one row per area and period.
-- Parameters: indicator_id, parent_code, area_type, focus_code, compared_code.
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
        and department_code is null
        and breakdown_type = 'all'

)

select
    shown.area_code,
    shown.name as area_name,
    shown.name as series,
    results.period_start,
    results.period_end,
    results.period_label,
    results.value,
    results.lower_limit,
    results.upper_limit,
    results.value_note,
    whole.value as parent_value,
    case shown.area_code
        when $focus_code then 'this'
        when $compared_code then 'compared'
        else 'other'
    end as role
from results
inner join shown on results.area_code = shown.area_code
left join results as whole
    on
        whole.area_code = $parent_code
        and results.period_start = whole.period_start
        and results.period_end = whole.period_end
order by shown.name, shown.area_code, results.period_end
