-- Where one indicator is heading in one area: its past, and what would follow if the past went on.
-- It starts from the settled values comparable with the latest, and leads no further than the next
-- known break in the series; `is_across` takes in what lies beyond either, where someone has given
-- a reason for it. Targets set before a break, or for periods after one, are kept apart. The method
-- adds each line of the forecast to the values as observed; where there is none it says why, with
-- the gap to the target and the change needed.
-- Grain: one row per method and period.
-- Then: outlook.
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

-- without a fixed rhythm there is nothing to count in, and only the last target lies ahead
ahead as (

    select
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

    union all

    (
        select
            null as ahead,
            null as place,
            rules_in_force.period_start,
            rules_in_force.period_end
        from latest
        inner join rules_in_force
            on
                latest.indicator_id = rules_in_force.indicator_id
                and latest.area_code = rules_in_force.area_code
                and latest.period_end < rules_in_force.period_end
        where latest.step is null
        order by rules_in_force.period_end desc, rules_in_force.period_start desc
        limit 1
    )

),

-- the narrowest target that covers the period, as where a result is judged
fitting as (

    select
        ahead.period_start,
        ahead.period_end,
        arg_min(
            rules_in_force,
            row(rules_in_force.period_end - rules_in_force.period_start, date '9999-12-31' - rules_in_force.period_start)
        ) as target
    from ahead
    inner join rules_in_force
        on
            rules_in_force.indicator_id = $indicator_id
            and rules_in_force.area_code = $area_code
            and ahead.period_start >= rules_in_force.period_start
            and ahead.period_end <= rules_in_force.period_end
    group by ahead.period_start, ahead.period_end

),

reached as (

    select
        ahead.*,
        fitting.target.target_value as target_value,
        fitting.target.approved_date as approved_date,
        coalesce(ahead.period_end >= next_breaks.next_break_date, false) as is_beyond_break
    from ahead
    cross join next_breaks
    left join fitting
        on ahead.period_start = fitting.period_start and ahead.period_end = fitting.period_end

),

beyond as (

    select count(target_value) > 0 as has_target
    from reached
    where is_beyond_break

),

rows_told as (

    select
        false as is_ahead,
        null as ahead,
        place,
        period_start,
        period_end,
        period_label,
        value,
        numerator,
        lower_limit,
        upper_limit,
        denominator,
        null as target_value,
        false as is_target_comparable
    from observed

    union all by name

    select
        true as is_ahead,
        reached.ahead,
        reached.place,
        reached.period_start,
        reached.period_end,
        reached.target_value,
        coalesce(
            $is_across or reached.approved_date >= latest.last_break_date,
            latest.last_break_date is null
        ) as is_target_comparable
    from reached
    cross join latest
    where
        (reached.ahead <= 12 or reached.target_value is not null) and not reached.is_beyond_break

)

select
    rows_told.is_ahead,
    rows_told.ahead,
    rows_told.place,
    rows_told.period_start,
    rows_told.period_end,
    rows_told.period_label,
    rows_told.value,
    rows_told.numerator,
    lower_limit_of(
        rows_told.lower_limit,
        rows_told.value,
        indicators.method,
        indicators.multiplier,
        rows_told.numerator,
        rows_told.denominator
    ) as lower_limit,
    upper_limit_of(
        rows_told.upper_limit,
        rows_told.value,
        indicators.method,
        indicators.multiplier,
        rows_told.numerator,
        rows_told.denominator
    ) as upper_limit,
    if(rows_told.is_target_comparable, rows_told.target_value, null) as target_value,
    rows_told.target_value is not null and not rows_told.is_target_comparable as has_older_target,
    indicators.frequency,
    indicators.method,
    indicators.multiplier,
    indicators.polarity,
    coalesce(latest.months > latest.step, false) as is_overlapping,
    latest.last_break_date as break_date,
    next_breaks.next_break_date,
    beyond.has_target as has_target_beyond_break,
    (select count(*) from settled) - (select count(*) from observed) as values_before_break
from rows_told
cross join latest
cross join next_breaks
cross join beyond
inner join indicators on latest.indicator_id = indicators.indicator_id
order by rows_told.period_end, rows_told.period_start
