-- Periods for which one indicator is measured in areas of one type within a parent.
-- Grain: one row per period.
-- Parameters: indicator_id, parent_code, area_type.
with shown as (

    select list(area_code) as area_codes
    from areas_within($parent_code)
    where area_type = $area_type

)

select
    observations.period_start,
    observations.period_end,
    any_value(observations.period_label) as period_label,
    count(observations.value) as areas,
    max(
        case
            when observations.value_note in ('projected', 'provisional', 'partial_period')
                then observations.value_note
        end
    ) as value_note
from observations
where
    observations.indicator_id = $indicator_id
    and list_contains((select shown.area_codes from shown), observations.area_code)
    and observations.department_code is null
    and observations.breakdown_type = 'all'
group by observations.period_start, observations.period_end
order by observations.period_end, observations.period_start
