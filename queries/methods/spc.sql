-- Statistical process control: the XmR chart of every series at once, with its signals and icons.
-- Source: NHS England, Making Data Count; Wheeler (1993); rules as in NHSRplotthedots 0.2.2.
-- Limits are mean +- 2.66 x average moving range and are never cut off at 0 or 100 per cent.
-- Differences from that package, on purpose: where the moving range is null or zero there are no
-- limits and no rules, with reason not_enough_variation; a target's absence gives no assurance;
-- the icons are those of the latest point that has a value; a short group has fewer than 12 values;
-- two values within 1e-12 of one another are equal.

-- Side of the mean: 1 above, -1 below, 0 on it. A point within 1e-12 of the mean lies on it,
-- because a mean is rounded and a run must not depend on the order of addition. The tolerance is a
-- share of `size`, the average distance of the values from zero: the mean's, unless signs differ.
create or replace macro side_of_mean(value, mean, size) as
    case
        when value is null or mean is null then null
        when abs(value - mean) <= 1e-12 * size then 0
        else cast(sign(value - mean) as integer)
    end;

-- Whether a point lies further from the mean than a limit; one on the limit does not, by the same
-- tolerance, because a limit is rounded too.
create or replace macro is_beyond(value, mean, reach, size) as
    coalesce(abs(value - mean) - reach > 1e-12 * (size + reach), false);

-- Icon of a signal: what a side means for the people, by the indicator's polarity.
create or replace macro point_type_of(direction, polarity) as
    case
        when direction is null then 'common_cause'
        when polarity = 'higher' and direction > 0 then 'improvement_high'
        when polarity = 'higher' then 'concern_low'
        when polarity = 'lower' and direction > 0 then 'concern_high'
        when polarity = 'lower' then 'improvement_low'
        when direction > 0 then 'neutral_high'
        else 'neutral_low'
    end;

-- Whether a process as it stands would reach its target every time, never, or now and then.
create or replace macro assurance_of(target, lower_limit, upper_limit, polarity) as
    case
        when target is null or lower_limit is null or upper_limit is null then null
        when polarity is null or polarity not in ('higher', 'lower') then null
        when target > upper_limit and polarity = 'higher' then 'consistent_fail'
        when target > upper_limit then 'consistent_pass'
        when target < lower_limit and polarity = 'higher' then 'consistent_pass'
        when target < lower_limit then 'consistent_fail'
        else 'inconsistent'
    end;

-- Mean and average moving range of each point's group of comparable points.
-- Grain: one row per row of the relation.
create or replace macro xmr_groups(relation, is_screened, baseline_points) as table
    with ordered as (

        select
            series,
            period,
            if(abs(cast(value as double)) < 1e150, cast(value as double), null) as value,
            polarity,
            target,
            period is null or period = lag(period) over by_period as is_repeated,
            count(*) filter (where is_rebase) over by_period as rebase_group
        from query_table(relation)
        window by_period as (partition by series order by period rows unbounded preceding)

    ),

    numbered as (

        select
            *,
            row_number() over in_group as position,
            value - lag(value) over in_group as step
        from ordered
        window in_group as (partition by series, rebase_group order by period)

    ),

    averaged as (

        select
            *,
            count(*) over whole_group as points,
            count(value) over whole_group as value_count,
            avg(value) filter (where position <= coalesce(baseline_points, position))
                over whole_group as mean,
            avg(abs(value)) filter (where position <= coalesce(baseline_points, position))
                over whole_group as size,
            avg(abs(step)) filter (where position <= coalesce(baseline_points, position))
                over whole_group as full_range
        from numbered
        window whole_group as (partition by series, rebase_group)

    )

    select
        *,
        bool_or(is_repeated) over (partition by series) as has_repeats,
        avg(abs(step)) filter (
            where
            position <= coalesce(baseline_points, position)
            and (not coalesce(is_screened, false) or abs(step) < 3.267 * full_range)
        ) over (partition by series, rebase_group) as moving_range
    from averaged;

-- Every point of every series with limits, signal and icon. The relation has the columns series (of
-- any type), period, value, is_rebase (limits begin anew here), polarity and target; values that
-- were not observed, such as projections, are for the caller to leave out. `is_screened` leaves
-- moving ranges of 3.267 times their average or more out of the limits, as the package does and
-- NHS England's workbook does not. `baseline_points` (12 at least) fixes limits on the first points
-- of a group. Only runs of 7 have been held against the package.
-- Grain: one row per series and period.
create or replace macro xmr(
    relation, is_screened, baseline_points := null, run_length := 7, trial_below := 12
) as table
    with explained as (

        select
            *,
            case
                when has_repeats then 'repeated_periods'
                when baseline_points < 12 then 'too_few_baseline_points'
                when mean is null then 'no_values'
                when coalesce(moving_range, 0) <= 1e-12 * size then 'not_enough_variation'
            end as reason,
            if(reason is null, 2.66 * moving_range, null) as reach
        from xmr_groups(relation, is_screened, baseline_points)

    ),

    placed as (

        select
            *,
            side_of_mean(value, mean, size) as side,
            is_beyond(value, mean, reach, size) as is_outside,
            is_beyond(value, mean, 2 * reach / 3, size) and not is_outside as is_close
        from explained

    ),

    turned as (

        select
            *,
            if(abs(step) <= 1e-12 * size, 0, sign(step)) as way,
            coalesce(side, 9) != coalesce(lag(side) over in_group, 9) as turns_side,
            coalesce(way, 9) != coalesce(lag(way) over in_group, 9) as turns_way,
            abs(sum(side) over last_three) = 3
            and count(*) filter (where is_close) over last_three >= 2 as ends_two_in_three
        from placed
        window
            in_group as (partition by series, rebase_group order by period),
            last_three as (in_group rows 2 preceding)

    ),

    measured as (

        select
            *,
            is_close and bool_or(ends_two_in_three) over next_two as is_two_in_three,
            coalesce(min(position) filter (where turns_side) over later, points + 1)
            - max(position) filter (where turns_side) over earlier as points_on_side,
            coalesce(min(position) filter (where turns_way) over later, points + 1)
            - max(position) filter (where turns_way) over earlier as steps_one_way
        from turned
        window
            in_group as (partition by series, rebase_group order by period),
            next_two as (in_group rows between current row and 2 following),
            earlier as (in_group rows unbounded preceding),
            later as (in_group rows between 1 following and unbounded following)

    ),

    joined as (

        select
            *,
            side != 0 and points_on_side >= run_length as is_shift,
            if(steps_one_way >= run_length - 1, nullif(way, 0), null) as trend_before,
            lead(trend_before) over in_group as trend_after
        from measured
        window in_group as (partition by series, rebase_group order by period)

    ),

    judged as (

        select
            *,
            case
                when reason is not null or value is null then 'none'
                when is_outside then 'outside'
                when coalesce(trend_after, trend_before) is not null then 'trend'
                when is_two_in_three then 'two_in_three'
                when is_shift then 'shift'
                else 'none'
            end as signal,
            case
                when signal = 'none' then null
                when signal = 'trend' then coalesce(trend_after, trend_before)
                else side
            end as direction
        from joined

    )

    select
        series,
        period,
        value,
        polarity,
        target,
        rebase_group,
        value_count,
        value_count < trial_below as is_trial,
        mean,
        moving_range,
        mean - reach as lower_limit,
        mean + reach as upper_limit,
        mean - 2 * reach / 3 as near_lower_limit,
        mean + 2 * reach / 3 as near_upper_limit,
        side,
        is_outside,
        is_close,
        signal,
        direction,
        point_type_of(direction, polarity) as point_type,
        assurance_of(target, mean - reach, mean + reach, polarity) as assurance,
        reason
    from judged;

-- How each series stands: its latest point with a value among those xmr() gave, with both icons.
-- Without limits there is no icon but a reason. Grain: one row per series.
create or replace macro xmr_latest(xmr_points) as table
    with charted as (

        select * from query_table(xmr_points)

    ),

    latest as (

        select
            charted.series,
            arg_max(charted, charted.period) filter (where charted.value is not null) as found,
            any_value(charted.reason) filter (where charted.reason = 'repeated_periods') as fault
        from charted
        group by charted.series

    )

    select
        latest.series,
        latest.found.period as period,
        latest.found.value as value,
        latest.found.mean as mean,
        latest.found.lower_limit as lower_limit,
        latest.found.upper_limit as upper_limit,
        latest.found.moving_range as moving_range,
        latest.found.rebase_group as rebase_group,
        latest.found.value_count as value_count,
        latest.found.is_trial as is_trial,
        latest.found.signal as signal,
        latest.found.direction as direction,
        if(latest.found.reason is null, latest.found.point_type, null) as variation,
        latest.found.assurance as assurance,
        case
            when latest.fault is not null then latest.fault
            when latest.found is null then 'no_values'
            else latest.found.reason
        end as reason
    from latest;
