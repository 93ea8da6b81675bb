-- One indicator over time in some areas, beside the parent they lie in.
-- The parent is one of area_codes. The area in focus and the one it is compared with have roles
-- of their own. Values of different stretches lie on either side of a break.
-- Grain: one row per area and period.
-- Parameters: indicator_id, area_codes, parent_code, focus_code, compared_code.
with shown as (

    select *
    from areas
    where list_contains($area_codes, area_code) and area_code != $parent_code

),

measured as materialized (

    select * from area_series($area_codes, $indicator_id)

)

select
    shown.area_code,
    shown.name as area_name,
    shown.name as series,
    measured.period_start,
    measured.period_end,
    measured.period_label,
    measured.value,
    measured.lower_limit,
    measured.upper_limit,
    measured.value_note,
    measured.stretch,
    whole.value as parent_value,
    case shown.area_code
        when $focus_code then 'this'
        when $compared_code then 'compared'
        else 'other'
    end as role
from measured
inner join shown on measured.area_code = shown.area_code
left join measured as whole
    on
        whole.area_code = $parent_code
        and measured.period_start = whole.period_start
        and measured.period_end = whole.period_end
order by shown.name, shown.area_code, measured.period_end, measured.period_start
