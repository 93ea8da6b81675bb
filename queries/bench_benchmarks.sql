-- What a baseline or target may be set by beside the indicator's own past: the quarters of a group
-- of areas, the first of area_codes being the area itself, and the value of a whole; all of the
-- area's latest settled period. The quarters are those of `indicator_comparators` and need five
-- values. What is counted follows the size of a place and is no benchmark.
-- Grain: one row.
-- Parameters: indicator_id, area_codes, whole_code.
with latest as materialized (

    select
        indicator_id,
        period_start,
        period_end,
        period_label
    from area_series([$area_codes[1]], $indicator_id)
    where value is not null and is_settled(value_note)
    order by period_end desc, period_start
    limit 1

),

measured as materialized (

    select
        'group' as peers,
        observations.area_code,
        indicators.polarity,
        if(
            indicators.method = 'count',
            null,
            settled_value(observations.value, observations.value_note)
        ) as value
    from observations
    inner join latest
        on
            observations.period_start = latest.period_start
            and observations.period_end = latest.period_end
    inner join indicators on observations.indicator_id = indicators.indicator_id
    where
        observations.indicator_id = $indicator_id
        and list_contains(list_append($area_codes, $whole_code), observations.area_code)
        and observations.department_code is null
        and observations.breakdown_type = 'all'

),

grouped as (

    select * from measured
    where list_contains($area_codes, area_code)

),

quarters as (

    select
        (select count(value) from grouped) as group_values,
        any_value(first_bound) filter (where n >= 5) as first_bound,
        any_value(middle_bound) filter (where n >= 5) as middle_bound,
        any_value(third_bound) filter (where n >= 5) as third_bound
    from quartile_benchmark('grouped', fewest := 5)

)

select
    latest.period_end,
    latest.period_label,
    indicators.method = 'count' as is_count,
    quarters.group_values,
    quarters.first_bound,
    quarters.middle_bound,
    quarters.third_bound,
    measured.value as whole_value
from latest
inner join indicators on latest.indicator_id = indicators.indicator_id
cross join quarters
left join measured on measured.area_code = $whole_code
order by latest.period_end
