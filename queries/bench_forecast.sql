-- Where one indicator is heading in one area, as in `indicator_forecast`, with one target that is
-- stated, for one period, in place of those in force.
-- Grain: one row per method and period.
-- Builds on: indicator_periods.
-- Then: outlook.
-- Parameters: target_value, target_start, target_end.
with latest as (

    select * from indicator_periods
    where not is_ahead
    order by period_end desc, period_start
    limit 1

),

stated as (

    select
        cast($target_value as double) as target_value,
        $target_start as period_start,
        $target_end as period_end

),

-- without a rhythm only the stated period lies ahead
ahead as (

    select
        indicator_periods.is_ahead,
        indicator_periods.ahead,
        indicator_periods.place,
        indicator_periods.period_start,
        indicator_periods.period_end,
        stated.target_value
    from indicator_periods
    left join stated
        on
            indicator_periods.period_start = stated.period_start
            and indicator_periods.period_end = stated.period_end
    where
        indicator_periods.is_ahead
        and not indicator_periods.is_beyond_break
        and (indicator_periods.ahead <= 12 or stated.target_value is not null)

    union all by name

    select
        true as is_ahead,
        stated.*
    from stated
    cross join latest
    where latest.step is null and latest.period_end < stated.period_end

),

told as (

    select
        is_ahead,
        ahead,
        place,
        period_start,
        period_end,
        period_label,
        value,
        numerator,
        lower_limit,
        upper_limit
    from indicator_periods
    where not is_ahead

    union all by name

    select * from ahead

)

select
    told.*,
    false as has_older_target,
    latest.frequency,
    latest.method,
    latest.multiplier,
    latest.polarity,
    latest.is_overlapping,
    latest.break_date,
    latest.next_break_date,
    false as has_target_beyond_break,
    latest.values_before_break
from told
cross join latest
order by told.period_end, told.period_start
