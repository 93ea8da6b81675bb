-- Where one indicator is heading in one area: its past, and what would follow if the past went on.
-- It starts from the settled values comparable with the latest, and leads no further than the next
-- known break in the series; `is_across` takes in what lies beyond either, where someone has given
-- a reason for it. Targets set before a break, or for periods after one, are kept apart. The method
-- adds each line of the forecast to the values as observed; where there is none it says why, with
-- the gap to the target and the change needed.
-- Grain: one row per method and period.
-- Builds on: indicator_periods.
-- Then: outlook.
-- Parameters: indicator_id, area_code, is_across.
with latest as (

    select * from indicator_periods
    where not is_ahead
    order by period_end desc, period_start
    limit 1

),

-- without a rhythm only the last target lies ahead
aimed_at as (

    select
        rules_in_force.period_start,
        rules_in_force.period_end,
        coalesce(rules_in_force.period_end >= latest.next_break_date, false) as is_beyond_break
    from latest
    inner join rules_in_force
        on
            rules_in_force.indicator_id = $indicator_id
            and rules_in_force.area_code = $area_code
            and latest.period_end < rules_in_force.period_end
    where latest.step is null
    order by rules_in_force.period_end desc, rules_in_force.period_start desc
    limit 1

),

ahead as (

    select
        ahead,
        place,
        period_start,
        period_end,
        is_beyond_break
    from indicator_periods
    where is_ahead

    union all by name

    select * from aimed_at

),

-- the narrowest target that covers the period, as where a result is judged
fitting as (

    select
        ahead.period_start,
        ahead.period_end,
        arg_min(
            rules_in_force,
            row(
                rules_in_force.period_end - rules_in_force.period_start,
                date '9999-12-31' - rules_in_force.period_start
            )
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
        true as is_ahead,
        ahead.*,
        fitting.target.target_value as target_value,
        coalesce(
            $is_across or fitting.target.approved_date >= latest.break_date,
            latest.break_date is null
        ) as is_target_comparable
    from ahead
    cross join latest
    left join fitting
        on ahead.period_start = fitting.period_start and ahead.period_end = fitting.period_end

),

beyond as (

    select count(target_value) > 0 as has_target
    from reached
    where is_beyond_break

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

    select * exclude (is_beyond_break) from reached
    where (ahead <= 12 or target_value is not null) and not is_beyond_break

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
    told.lower_limit,
    told.upper_limit,
    if(told.is_target_comparable, told.target_value, null) as target_value,
    told.target_value is not null and not told.is_target_comparable as has_older_target,
    latest.frequency,
    latest.method,
    latest.multiplier,
    latest.polarity,
    latest.is_overlapping,
    latest.break_date,
    latest.next_break_date,
    beyond.has_target as has_target_beyond_break,
    latest.values_before_break
from told
cross join latest
cross join beyond
order by told.period_end, told.period_start
