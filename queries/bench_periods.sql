-- Calendar of one indicator in one area, for the periods that a rule may judge: those of the latest
-- comparable stretch, with their settled values, those between them that have none, and those ahead
-- in the indicator's rhythm, five years of them or ten, up to the next known break in the series.
-- Without a rhythm the ten years after the latest period lie ahead. The method names periods that
-- no source has named yet.
-- Grain: one row per period.
-- Builds on: indicator_periods.
-- Then: period_labels.
-- Parameters: none.
with latest as (

    select
        period_start,
        period_end,
        place,
        step,
        months,
        next_break_date
    from indicator_periods
    where not is_ahead
    order by period_end desc, period_start
    limit 1

),

rhythmic as (

    select
        cast(latest.period_start + to_months(latest.step * counted.steps) as date) as period_start,
        cast(latest.period_start + to_months(latest.step * counted.steps + latest.months) as date)
        - 1 as period_end
    from latest
    cross join range(-500, 61) as counted (steps)
    where
        latest.step is not null
        and counted.steps between -latest.place and greatest(60 // latest.step, 10)

),

yearly as (

    select
        cast(latest.period_end + 1 + to_months(12 * (counted.years - 1)) as date) as period_start,
        cast(latest.period_end + 1 + to_months(12 * counted.years) as date) - 1 as period_end
    from latest
    cross join range(1, 11) as counted (years)
    where latest.step is null

),

observed as (

    select
        period_start,
        period_end,
        period_label,
        value
    from indicator_periods
    where not is_ahead

),

every_period as (

    select
        period_start,
        period_end
    from rhythmic

    union

    select
        period_start,
        period_end
    from yearly

    union

    select
        period_start,
        period_end
    from observed

)

select
    every_period.period_start,
    every_period.period_end,
    observed.period_label,
    observed.value,
    every_period.period_end > latest.period_end as is_ahead
from every_period
cross join latest
left join observed
    on
        every_period.period_start = observed.period_start
        and every_period.period_end = observed.period_end
where coalesce(every_period.period_end < latest.next_break_date, true)
order by every_period.period_end, every_period.period_start
