-- Observations of whole areas in order, each with its stretch of comparable values.
-- A stretch ends where a series break is recorded or a value says it breaks the series; no method
-- looks across one. Grain: one row per indicator, area and period.
create or replace macro area_series(area_codes) as table
    with breaks as (

        select
            observations.indicator_id,
            observations.area_code,
            observations.period_start,
            observations.period_end,
            count(*) as breaks_before,
            max(series_breaks.break_date) as last_break_date
        from observations
        inner join series_breaks
            on
                observations.indicator_id = series_breaks.indicator_id
                and observations.period_end >= series_breaks.break_date
                and coalesce(series_breaks.area_code, observations.area_code)
                = observations.area_code
        where
            list_contains(area_codes, observations.area_code)
            and observations.department_code is null
            and observations.breakdown_type = 'all'
        group by all

    )

    select
        observations.indicator_id,
        observations.area_code,
        observations.period_start,
        observations.period_end,
        observations.period_label,
        observations.value,
        observations.numerator,
        observations.denominator,
        observations.lower_limit,
        observations.upper_limit,
        observations.value_note,
        observations.source_id,
        greatest(
            breaks.last_break_date,
            max(observations.period_start)
                filter (where observations.value_note = 'break_in_series') over so_far
        ) as last_break_date,
        coalesce(breaks.breaks_before, 0)
        + count(*) filter (where observations.value_note = 'break_in_series') over so_far
            as stretch
    from observations
    left join breaks
        on
            observations.indicator_id = breaks.indicator_id
            and observations.area_code = breaks.area_code
            and observations.period_start = breaks.period_start
            and observations.period_end = breaks.period_end
    where
        list_contains(area_codes, observations.area_code)
        and observations.department_code is null
        and observations.breakdown_type = 'all'
    window so_far as (
        partition by observations.indicator_id, observations.area_code
        order by observations.period_end
    );

-- The same series with the target in force for each period and the status it gives.
-- A target set before a break in the series is not comparable with values after it.
-- Grain: one row per indicator, area and period.
create or replace macro judged_series(area_codes) as table
    with fitting as (

        -- the narrowest target that covers the period, where several do; of two as wide, the later
        select
            series.indicator_id,
            series.area_code,
            series.period_start,
            series.period_end,
            arg_min(
                targets,
                row(
                    targets.period_end - targets.period_start,
                    date '9999-12-31' - targets.period_start
                )
            ) as target
        from area_series(area_codes) as series
        inner join targets
            on
                series.indicator_id = targets.indicator_id
                and series.area_code = targets.area_code
                and series.period_start >= targets.period_start
                and series.period_end <= targets.period_end
        group by all

    )

    select
        series.*,
        fitting.target.baseline_value as baseline_value,
        fitting.target.baseline_label as baseline_label,
        fitting.target.target_value as target_value,
        fitting.target.intervention_level as intervention_level,
        fitting.target.approved_by as approved_by,
        fitting.target.approved_date as approved_date,
        indicators.polarity,
        status_of(
            series.value,
            series.value_note,
            fitting.target.target_value,
            fitting.target.intervention_level,
            indicators.polarity,
            coalesce(series.value_note, '') not in ('projected', 'partial_period')
            and coalesce(fitting.target.approved_date >= series.last_break_date, true)
        ) as status
    from area_series(area_codes) as series
    inner join indicators on series.indicator_id = indicators.indicator_id
    left join fitting
        on
            series.indicator_id = fitting.indicator_id
            and series.area_code = fitting.area_code
            and series.period_start = fitting.period_start
            and series.period_end = fitting.period_end;

-- The latest value of each indicator in each area, judged, with the one before and its movement.
-- Projected values are not results and partial periods are not compared with whole ones.
-- Grain: one row per indicator and area.
create or replace macro latest_judged(area_codes) as table
    with results as (

        select
            *,
            row_number() over newest_first as age,
            lag(if(value_note = 'partial_period', null, value)) over oldest_first as value_before
        from judged_series(area_codes)
        where coalesce(value_note, '') != 'projected'
        window
            newest_first as (
                partition by indicator_id, area_code order by period_end desc, period_start
            ),
            oldest_first as (
                partition by indicator_id, area_code, stretch
                order by period_end, period_start desc
            )

    ),

    past as (

        select
            results.indicator_id,
            results.area_code,
            count(results.value) as past_values,
            avg(results.value) as past_mean,
            avg(abs(results.value - results.value_before)) as past_moving_range
        from results
        inner join results as latest
            on
                results.indicator_id = latest.indicator_id
                and results.area_code = latest.area_code
                and results.stretch = latest.stretch
                and latest.age = 1
        where results.age > 1 and coalesce(results.value_note, '') != 'partial_period'
        group by results.indicator_id, results.area_code

    ),

    sparklines as (

        select
            indicator_id,
            area_code,
            list(value order by period_end) filter (where age <= 24) as recent_values,
            list(period_label order by period_end) filter (where age <= 24) as recent_periods
        from results
        group by indicator_id, area_code

    )

    select
        latest.* exclude (age, value_before),
        before.value as previous_value,
        before.period_label as previous_period_label,
        before.status as previous_status,
        past.past_values,
        past.past_mean,
        past.past_moving_range,
        movement_of(
            if(latest.value_note = 'partial_period', null, latest.value),
            past.past_mean,
            past.past_moving_range,
            past.past_values,
            latest.polarity
        ) as movement,
        steps_away(latest.value, past.past_mean, past.past_moving_range) as steps,
        sparklines.recent_values,
        sparklines.recent_periods
    from results as latest
    left join results as before
        on
            latest.indicator_id = before.indicator_id
            and latest.area_code = before.area_code
            and before.age = 2
    left join past
        on latest.indicator_id = past.indicator_id and latest.area_code = past.area_code
    left join sparklines
        on
            latest.indicator_id = sparklines.indicator_id
            and latest.area_code = sparklines.area_code
    where latest.age = 1;
