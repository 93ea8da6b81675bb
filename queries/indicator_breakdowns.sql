-- One indicator in one area split by group of people: the latest period of each split, beside
-- the value for everyone in the same period. Of two periods that end together the longer counts.
-- Grain: one row per breakdown type and breakdown.
-- Parameters: indicator_id, area_code.
with split as (

    select
        *,
        rank() over (
            partition by breakdown_type order by period_end desc, period_start
        ) as age
    from observations
    where
        indicator_id = $indicator_id
        and area_code = $area_code
        and department_code is null
        and coalesce(value_note, '') != 'projected'

)

select
    split.breakdown_type,
    split.breakdown,
    split.period_end,
    split.period_label,
    split.value,
    split.numerator,
    split.denominator,
    lower_limit_of(
        split.lower_limit,
        split.value,
        indicators.method,
        indicators.multiplier,
        split.numerator,
        split.denominator
    ) as lower_limit,
    upper_limit_of(
        split.upper_limit,
        split.value,
        indicators.method,
        indicators.multiplier,
        split.numerator,
        split.denominator
    ) as upper_limit,
    split.value_note,
    everyone.value as total_value
from split
left join split as everyone
    on
        split.period_start = everyone.period_start
        and split.period_end = everyone.period_end
        and everyone.breakdown_type = 'all'
left join indicators on indicators.indicator_id = $indicator_id
where split.breakdown_type != 'all' and split.age = 1
order by split.breakdown_type, split.breakdown
