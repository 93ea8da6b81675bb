-- What a series says about itself: the control chart of each, the signal at its end and since when,
-- and, where limits are on trial, the recent trend. Comparable, settled values only.
-- Source: spc.sql and recent_trend.sql; the wording of "since when" is ours.

-- Name of one series, for the methods that know neither indicators nor areas; neither code holds
-- the sign between them.
create or replace macro series_of(indicator_id, area_code) as indicator_id || chr(31) || area_code;

-- Control charts of judged series: those rows of `judged_series` that are to be charted. Limits
-- begin anew at every break, unless `is_across`, and in the period that holds `rebase_date`. The
-- season of a seasonal series is taken out before its rules are applied and given back to the
-- limits, which then follow the calendar; not with `ignores_season`. Limits need `fewest` values;
-- those from fewer than 12 are on trial. Periods that overlap, such as rolling years, have none:
-- what two values share makes runs, and small steps between them.
-- Grain: one row per indicator, area and period.
create or replace macro charts_of(
    relation, is_screened, rebase_date, is_across, ignores_season, fewest := 5
) as table
    with settled as (

        select
            * replace (settled_value(value, value_note) as value),
            is_settled(value_note) and value is not null and coalesce(
                -- a source may end each period on the day on which the next begins
                period_start < max(period_end) filter (
                    where is_settled(value_note) and value is not null
                ) over so_far,
                false
            ) as begins_early
        from query_table(relation)
        window so_far as (
            partition by indicator_id, area_code, stretch
            order by period_end
            rows between unbounded preceding and 1 preceding
        )

    ),

    seasonal as materialized (

        select
            *,
            series_of(indicator_id, area_code) as series,
            if(ignores_season, 0, season_effect) as effect,
            min(effect) over whole_stretch as lowest_effect,
            max(effect) over whole_stretch as highest_effect,
            bool_or(begins_early) over whole_stretch as is_overlapping
        from seasonal_series('settled')
        window whole_stretch as (partition by indicator_id, area_code, stretch)

    ),

    charted as (

        select
            series,
            period_end as period,
            value - effect as value,
            (not is_across and stretch != lag(stretch, 1, stretch) over by_period)
            or coalesce(
                period_end >= rebase_date and lag(period_end) over by_period < rebase_date, false
            ) as is_rebase,
            polarity,
            null as target
        from seasonal
        window by_period as (partition by series order by period_end)

    ),

    -- where a value is not tested, its season is not given back either: it has no limits
    tested as (

        select
            charts.*,
            seasonal.indicator_id,
            seasonal.area_code,
            seasonal.period_start,
            seasonal.period_label,
            seasonal.is_seasonal,
            seasonal.target_value,
            seasonal.lowest_effect,
            seasonal.highest_effect,
            if(charts.value is null, null, seasonal.value) as published,
            case
                when charts.reason = 'repeated_periods' then charts.reason
                when seasonal.is_overlapping then 'overlapping_periods'
                when charts.value_count between 1 and fewest - 1 then 'too_few_points'
                else charts.reason
            end as fault,
            if(
                charts.value is null
                or charts.value_count < fewest
                or fault = 'overlapping_periods',
                null,
                seasonal.effect
            ) as given_back
        from xmr('charted', is_screened) as charts
        inner join seasonal
            on charts.series = seasonal.series and charts.period = seasonal.period_end

    )

    select
        indicator_id,
        area_code,
        period_start,
        period_label,
        is_seasonal,
        series,
        period,
        published as value,
        polarity,
        target_value as target,
        rebase_group,
        value_count,
        is_trial,
        mean + given_back as mean,
        moving_range,
        lower_limit + given_back as lower_limit,
        upper_limit + given_back as upper_limit,
        near_lower_limit + given_back as near_lower_limit,
        near_upper_limit + given_back as near_upper_limit,
        side,
        if(fault is null, signal, 'none') as signal,
        if(fault is null, direction, null) as direction,
        if(value is null or fault is not null, null, point_type) as point_type,
        -- a target stands for the whole year, and so for the limits of every season
        if(
            fault is null,
            assurance_of(
                target_value, lower_limit + lowest_effect, upper_limit + highest_effect, polarity
            ),
            null
        ) as assurance,
        fault as reason
    from tested;

-- How each chart of `charts_of` ends. The signal holds since the first such signal after which four
-- fifths of the values lie on its side, a trend since its first value.
-- Grain: one row per indicator and area.
create or replace macro chart_endings(charts) as table
    with charted as (

        select * from query_table(charts)

    ),

    last_groups as (

        select
            series,
            max(rebase_group) as rebase_group
        from charted
        group by series

    ),

    -- a value before a break says nothing of those after it, even where none of them is settled
    comparable as (

        select charted.*
        from charted
        inner join last_groups
            on
                charted.series = last_groups.series
                and charted.rebase_group = last_groups.rebase_group

    ),

    endings as (

        select * from xmr_latest('comparable')

    ),

    leading_here as (

        select
            charted.series,
            charted.period,
            charted.period_label,
            charted.period_start,
            charted.signal,
            charted.direction,
            endings.signal as last_signal,
            endings.direction as last_direction,
            avg(if(charted.side = endings.direction, 1, 0)) filter (
                where charted.value is not null
            ) over to_the_end as share_on_side,
            count(*) filter (
                where charted.signal != 'trend' or charted.direction != endings.direction
            ) over to_the_end as other_points
        from charted
        inner join endings on charted.series = endings.series
        where
            endings.signal != 'none'
            and charted.rebase_group = endings.rebase_group
            and charted.period <= endings.period
        window to_the_end as (
            partition by charted.series
            order by charted.period
            rows between current row and unbounded following
        )

    ),

    begun as (

        select
            series,
            min(period) as signal_since,
            arg_min(period_label, period) as signal_since_label,
            arg_min(period_start, period) as signal_since_start
        from leading_here
        where
            signal != 'none'
            and direction = last_direction
            and if(last_signal = 'trend', other_points = 0, share_on_side >= 0.8)
        group by series

    ),

    last_points as (

        select
            endings.series,
            any_value(charted.period_label) as period_label,
            any_value(charted.value) as value,
            any_value(charted.is_seasonal) as is_seasonal
        from endings
        inner join charted on endings.series = charted.series and endings.period = charted.period
        group by endings.series

    )

    select
        split_part(endings.series, chr(31), 1) as indicator_id,
        split_part(endings.series, chr(31), 2) as area_code,
        endings.period as tested_period_end,
        endings.value_count as tested_values,
        endings.mean as process_mean,
        endings.moving_range,
        endings.lower_limit as process_lower_limit,
        endings.upper_limit as process_upper_limit,
        endings.is_trial,
        endings.signal,
        endings.direction,
        begun.signal_since,
        begun.signal_since_label,
        begun.signal_since_start,
        last_points.period_label as tested_period_label,
        last_points.value as tested_value,
        last_points.is_seasonal,
        endings.variation,
        endings.assurance,
        endings.reason as chart_reason
    from endings
    left join begun on endings.series = begun.series
    left join last_points on endings.series = last_points.series;

-- What moved, on the surest ground there is: a chart of 12 values or more; else, for annual
-- values, the recent trend; else a chart on trial.
create or replace macro movement_basis(chart_reason, is_trial, trend) as
    case
        when chart_reason is null and not is_trial then 'control_chart'
        when trend is not null then 'recent_trend'
        when chart_reason is null then 'trial_chart'
    end;

create or replace macro movement_of(basis, chart_reason, variation, trend) as
    case
        when basis is null and chart_reason = 'not_enough_variation' then 'no_variation'
        when basis is null then 'too_few_points'
        when basis = 'recent_trend' then
            case trend
                when 'increasing_better' then 'improved'
                when 'decreasing_better' then 'improved'
                when 'increasing_worse' then 'worsened'
                when 'decreasing_worse' then 'worsened'
                when 'increasing' then 'higher'
                when 'decreasing' then 'lower'
                else 'no_clear_change'
            end
        when variation in ('improvement_high', 'improvement_low') then 'improved'
        when variation in ('concern_high', 'concern_low') then 'worsened'
        when variation = 'neutral_high' then 'higher'
        when variation = 'neutral_low' then 'lower'
        else 'no_clear_change'
    end;

-- Recent trend of every annual indicator among rows of `judged_series`, on the latest stretch of
-- comparable, settled values. Grain: one row per indicator and area, annual ones only.
create or replace macro trends_of(relation) as table
    with annual as (

        select
            given.*,
            indicators.method,
            indicators.multiplier
        from query_table(relation) as given
        inner join indicators on given.indicator_id = indicators.indicator_id
        where
            indicators.frequency = 'annual'
            and months_in(given.period_start, given.period_end) = 12

    ),

    stretches as (

        select
            *,
            max(stretch) over (partition by indicator_id, area_code) as last_stretch
        from annual

    ),

    comparable as (

        select
            series_of(indicator_id, area_code) as series,
            period_end as period,
            value,
            numerator,
            denominator,
            lower_limit_of(lower_limit, value, method, multiplier, numerator, denominator)
                as lower_limit,
            upper_limit_of(upper_limit, value, method, multiplier, numerator, denominator)
                as upper_limit,
            -- counts of something else, such as answers before they are weighted, are not tested
            method = 'proportion'
            and is_own_quotient(value, multiplier, numerator, denominator) as is_proportion,
            true as is_annual,
            polarity
        from stretches
        where stretch = last_stretch and is_settled(value_note)

    )

    -- five values that skip a year are not the latest five years
    select
        split_part(series, chr(31), 1) as indicator_id,
        split_part(series, chr(31), 2) as area_code,
        method as trend_method,
        coalesce(
            reason,
            if(date_diff('month', first_period, last_period) > 48, 'missing_year', null)
        ) as trend_reason,
        if(trend_reason is null, trend, null) as trend
    from recent_trends('comparable');
