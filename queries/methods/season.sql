-- Season: whether a series follows the calendar, and what the calendar adds to each value.
-- Source: classical additive decomposition, Hyndman and Athanasopoulos (2021), chapter 3.4. A
-- series is seasonal when at least half (three quarters, with fewer than 12 seasons) of what lies
-- beside its moving yearly average, over four years or more of it, is the calendar's; by chance
-- about 1 monthly or quarterly series in 100 is.
-- The relation has the columns indicator_id, area_code, stretch, period_start, period_end and
-- value. Grain: one row per row of the relation.
create or replace macro seasonal_series(relation) as table
    with timed as (

        select
            *,
            -- a week, of no months, has no season
            greatest(12 // nullif(months_in(period_start, period_end), 0), 1) as seasons,
            seasons // 2 as half,
            seasons - seasons // 2 as rest
        from query_table(relation)

    ),

    summed as (

        select
            *,
            sum(coalesce(value, 0)) over so_far as total,
            count(value) over so_far as known
        from timed
        window so_far as (
            partition by indicator_id, area_code, stretch, seasons
            order by period_end
            rows unbounded preceding
        )

    ),

    -- an even number of seasons has no middle: two yearly windows, each half a step off; a window
    -- from which a period is left out is no year
    averaged as (

        select
            *,
            lead(total, rest - 1) over by_period - lag(total, half + 1, 0) over by_period
                as earlier_total,
            lead(total, half) over by_period - lag(total, rest, 0) over by_period as later_total,
            if(
                seasons > 1
                and lead(known, rest - 1) over by_period - lag(known, half + 1, 0) over by_period
                = seasons
                and lead(known, half) over by_period - lag(known, rest, 0) over by_period
                = seasons
                and date_diff(
                    'month',
                    lag(period_end, half) over by_period,
                    lead(period_end, half) over by_period
                ) = 24 * half // seasons,
                value - (earlier_total + later_total) / (2 * seasons),
                null
            ) as beside
        from summed
        window by_period as (
            partition by indicator_id, area_code, stretch, seasons order by period_end
        )

    ),

    centred as (

        select
            *,
            beside - avg(beside) over (partition by indicator_id, area_code, stretch) as deviation
        from averaged

    ),

    shared as (

        select
            *,
            avg(deviation) over (
                partition by indicator_id, area_code, stretch, month(period_end)
            ) as effect
        from centred

    ),

    weighed as (

        select
            *,
            coalesce(
                count(deviation) over whole_stretch >= 4 * seasons
                and sum(if(deviation is null, 0, effect ** 2)) over whole_stretch
                >= if(seasons >= 12, 0.5, 0.75) * sum(deviation ** 2) over whole_stretch
                -- what rounding leaves of a straight line is no season
                and sum(deviation ** 2) over whole_stretch
                > 1e-20 * sum(value ** 2) over whole_stretch,
                false
            ) as is_seasonal
        from shared
        window whole_stretch as (partition by indicator_id, area_code, stretch)

    )

    select
        * exclude (
            seasons,
            half,
            rest,
            total,
            known,
            earlier_total,
            later_total,
            beside,
            deviation,
            effect
        ),
        if(is_seasonal, coalesce(effect, 0), 0) as season_effect
    from weighed;
