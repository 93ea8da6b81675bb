-- Periods for which one indicator is measured in any of some areas.
-- Grain: one row per period.
-- Parameters: indicator_id, area_codes.
select
    period_start,
    period_end,
    any_value(period_label) as period_label,
    count(value) as areas,
    max(
        case
            when value_note in ('projected', 'provisional', 'partial_period')
                then value_note
        end
    ) as value_note
from observations
where
    indicator_id = $indicator_id
    and list_contains($area_codes, area_code)
    and department_code is null
    and breakdown_type = 'all'
group by period_start, period_end
order by period_end, period_start
