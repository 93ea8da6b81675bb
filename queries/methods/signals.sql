-- What a series says about itself: the control chart of each, the signal at its end and since when,
-- and, where limits are on trial, the recent trend. Comparable, settled values only.
-- Source: spc.sql and recent_trend.sql; the wording of "since when" is ours.

-- Name of one series, for the methods that know neither indicators nor areas.
create or replace macro series_of(indicator_id, area_code) as indicator_id || '|' || area_code;

-- Control charts of judged series: those rows of `judged_series` that are to be charted. Limits
-- begin anew at every break, unless `is_across`, and in the period that holds `rebase_date`. The
-- season of a seasonal series is taken out before its rules are applied and given back to the
-- limits, which then follow the calendar; not with `ignores_season`.
-- Grain: one row per indicator, area and period.
create or replace macro charts_of(
    relation, is_screened, rebase_date, is_across, ignores_season
) as table
    with seasonal as materialized (

        select
            *,
            series_of(indicator_id, area_code) as series,
            if(ignores_season, 0, season_effect) as effect
        from seasonal_series(relation)

    ),

    charted as (

        select
            series,
            period_end as period,
            settled_value(value, value_note) - effect as value,
            (not is_across and stretch != lag(stretch, 1, stretch) over by_period)
            or coalesce(
                period_end >= rebase_date and lag(period_end) over by_period < rebase_date, false
            ) as is_rebase,
            polarity,
            target_value - effect as target
        from seasonal
        window by_period as (partition by series order by period_end)

    )

    select
        seasonal.indicator_id,
        seasonal.area_code,
        seasonal.period_start,
        seasonal.period_label,
        seasonal.is_seasonal,
        charts.series,
        charts.period,
        charts.value + seasonal.effect as value,
        charts.polarity,
        charts.target + seasonal.effect as target,
        charts.rebase_group,
        charts.value_count,
        charts.is_trial,
        charts.mean + seasonal.effect as mean,
        charts.moving_range,
        charts.lower_limit + seasonal.effect as lower_limit,
        charts.upper_limit + seasonal.effect as upper_limit,
        charts.near_lower_limit + seasonal.effect as near_lower_limit,
        charts.near_upper_limit + seasonal.effect as near_upper_limit,
        charts.side,
        charts.signal,
        charts.direction,
        charts.point_type,
        charts.assurance,
        charts.reason
    from xmr('charted', is_screened) as charts
    inner join seasonal
        on charts.series = seasonal.series and charts.period = seasonal.period_end;

-- How each chart of `charts_of` ends. `fewest` values at least; limits from fewer than 12 are on
-- trial. The signal holds since the first such signal after which four fifths of the values lie
-- on its side, a trend since its first value. Grain: one row per indicator and area.
create or replace macro chart_endings(charts, fewest := 5) as table
    with charted as (

        select * from query_table(charts)

    ),

    endings as (

        select * from xmr_latest('charted')

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

    )

    select
        split_part(endings.series, '|', 1) as indicator_id,
        split_part(endings.series, '|', 2) as area_code,
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
        if(endings.value_count < fewest, null, endings.variation) as variation,
        if(endings.value_count < fewest, null, endings.assurance) as assurance,
        case
            when endings.reason = 'no_values' then endings.reason
            when endings.value_count < fewest then 'too_few_points'
            else endings.reason
        end as chart_reason
    from endings
    left join begun on endings.series = begun.series
    left join charted as last_points
        on endings.series = last_points.series and endings.period = last_points.period;

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
            method = 'proportion' as is_proportion,
            true as is_annual,
            polarity
        from stretches
        where stretch = last_stretch and is_settled(value_note)

    )

    select
        split_part(series, '|', 1) as indicator_id,
        split_part(series, '|', 2) as area_code,
        trend,
        method as trend_method,
        reason as trend_reason
    from recent_trends('comparable');
