-- Settled past of one indicator in one area on its latest comparable stretch, and the periods that
-- lie ahead of it in the indicator's rhythm: 120, or none without a fixed rhythm. `place` counts
-- steps of the rhythm from the first value. `is_across` takes in what lies before a break in the
-- series, where someone has given a reason for it.
-- Grain: one row per period.
-- Parameters: indicator_id, area_code, is_across.
with series as materialized (

    select * from area_series([$area_code], $indicator_id)

),

settled as (

    select
        series.*,
        months_between(indicators.frequency) as step,
        months_in(series.period_start, series.period_end) as months
    from series
    inner join indicators on series.indicator_id = indicators.indicator_id
    where is_settled(series.value_note) and series.value is not null

),

observed as (

    select
        *,
        datediff('month', min(period_start) over (), period_start) / step as place
    from settled
    where
        $is_across
        or stretch = (
            select max(stretch) from series
            where coalesce(value_note, '') != 'projected'
        )

),

latest as (

    select * from observed
    order by period_end desc, period_start
    limit 1

),

-- without a fixed rhythm there is nothing to count in
ahead as (

    select
        true as is_ahead,
        counted.periods as ahead,
        latest.place + counted.periods as place,
        cast(latest.period_start + to_months(latest.step * counted.periods) as date)
            as period_start,
        cast(
            latest.period_start + to_months(latest.step * counted.periods + latest.months)
            as date
        ) - 1 as period_end
    from latest
    cross join range(1, 121) as counted (periods)
    where latest.step is not null

),

told as (

    select
        false as is_ahead,
        place,
        period_start,
        period_end,
        period_label,
        value,
        numerator,
        denominator,
        lower_limit,
        upper_limit
    from observed

    union all by name

    select * from ahead

)

select
    told.is_ahead,
    told.ahead,
    told.place,
    told.period_start,
    told.period_end,
    told.period_label,
    told.value,
    told.numerator,
    lower_limit_of(
        told.lower_limit,
        told.value,
        indicators.method,
        indicators.multiplier,
        told.numerator,
        told.denominator
    ) as lower_limit,
    upper_limit_of(
        told.upper_limit,
        told.value,
        indicators.method,
        indicators.multiplier,
        told.numerator,
        told.denominator
    ) as upper_limit,
    indicators.frequency,
    indicators.method,
    indicators.multiplier,
    indicators.polarity,
    latest.step,
    latest.months,
    coalesce(latest.months > latest.step, false) as is_overlapping,
    latest.last_break_date as break_date,
    (select count(*) from settled) - (select count(*) from observed) as values_before_break
from told
cross join latest
inner join indicators on latest.indicator_id = indicators.indicator_id
order by told.period_end, told.period_start
