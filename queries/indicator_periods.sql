-- Settled past of one indicator in one area, comparable with its latest value, and the periods that
-- lie ahead of it in the indicator's rhythm: 120, or none without a fixed rhythm. `place` counts
-- steps of the rhythm from the first value. A known break in the series lies ahead too: what comes
-- after it is told apart. `is_across` takes in what lies beyond either break, where someone has
-- given a reason for it.
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

latest as (

    select * from settled
    order by period_end desc, period_start
    limit 1

),

observed as (

    select
        settled.*,
        datediff('month', min(settled.period_start) over (), settled.period_start) / settled.step
            as place
    from settled
    inner join latest on $is_across or settled.stretch = latest.stretch

),

-- a break belongs to the first period that ends on its day or after
next_breaks as (

    select min(series_breaks.break_date) as next_break_date
    from latest
    inner join series_breaks
        on
            latest.indicator_id = series_breaks.indicator_id
            and latest.period_end < series_breaks.break_date
            and coalesce(series_breaks.area_code, latest.area_code) = latest.area_code
    where not $is_across

),

-- without a fixed rhythm there is nothing to count in
ahead as (

    select
        true as is_ahead,
        counted.periods as ahead,
        (select max(place) from observed) + counted.periods as place,
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
    next_breaks.next_break_date,
    coalesce(told.is_ahead and told.period_end >= next_breaks.next_break_date, false)
        as is_beyond_break,
    (select count(*) from settled) - (select count(*) from observed) as values_before_break
from told
cross join latest
cross join next_breaks
inner join indicators on latest.indicator_id = indicators.indicator_id
order by told.period_end, told.period_start
