-- Results of whole areas as they came and as they are owed: the partnership's reporting calendar.
-- Source: the definition sheets' rhythm and publication lag, and the receipts of every publish.

-- The scorecard results of one area that came, each with the day it was due and the day it came.
-- A result came late when a release was published on or after its due day without it; of those that
-- came with an indicator's first data nobody can tell. A part of a period is no result yet.
-- Grain: one row per indicator and period.
create or replace macro received_in(place) as table
    with series as materialized (

        select * from area_series([place], null)

    ),

    batches as (

        select
            observations.indicator_id,
            observations.period_start,
            observations.period_end,
            receipts.received_date,
            receipts.first_received_date
        from observations
        inner join areas on observations.area_code = areas.area_code
        inner join receipts
            on
                observations.indicator_id = receipts.indicator_id
                and areas.area_type = receipts.area_type
                and observations.period_start = receipts.period_start
                and observations.period_end = receipts.period_end
                and observations.batch_id = receipts.batch_id
        where
            observations.area_code = place
            and observations.department_code is null
            and observations.breakdown_type = 'all'

    ),

    release_days as (

        select distinct received_date as release_date
        from receipts

    ),

    dated as (

        select
            series.indicator_id,
            series.period_start,
            series.period_end,
            series.period_label,
            series.value_note,
            indicators.frequency,
            indicators.publication_lag_days,
            cast(
                series.period_end + indicators.publication_lag_days * interval 1 day as date
            ) as due_date,
            batches.received_date,
            batches.first_received_date,
            bool_and(batches.first_received_date is not null) over every_period
            and batches.first_received_date
            = min(batches.first_received_date) over every_period as is_first_load
        from series
        inner join indicators on series.indicator_id = indicators.indicator_id
        left join batches
            on
                series.indicator_id = batches.indicator_id
                and series.period_start = batches.period_start
                and series.period_end = batches.period_end
        where
            indicators.is_scorecard
            and coalesce(series.value_note, '') not in ('projected', 'partial_period')
        window every_period as (partition by series.indicator_id)

    )

    select
        dated.indicator_id,
        dated.period_start,
        dated.period_end,
        dated.period_label,
        dated.value_note,
        dated.frequency,
        dated.publication_lag_days,
        dated.due_date,
        dated.first_received_date,
        dated.is_first_load,
        if(
            dated.received_date > dated.first_received_date, dated.received_date, null
        ) as revised_date,
        not dated.is_first_load
        and dated.first_received_date
        > (
            select min(release_days.release_date) from release_days
            where release_days.release_date >= dated.due_date
        ) as is_late
    from dated;

-- The scorecard results that one area's partners owe: every period due from twelve months before
-- this one to six after it, and every one owed since the latest result, counted in the indicator's
-- own rhythm from there. The first that is owed carries the latest periods that came, from which
-- those to come take their labels. Grain: one row per indicator and period.
create or replace macro expected_in(place, today) as table
    with received as materialized (

        select * from received_in(place)

    ),

    latest as (

        select
            indicator_id,
            frequency,
            publication_lag_days,
            max(period_end) as last_end,
            arg_max(period_start, period_end) as last_start,
            min(period_end) as first_end,
            list(
                { 'first': period_start, 'last': period_end, 'label': period_label }
                order by period_end desc
            )[:40] as known_periods,
            date_trunc('month', today) - interval 12 months as first_day,
            greatest(
                min(period_end),
                cast(first_day - publication_lag_days * interval 1 day as date)
            ) as from_end,
            last_day(today + interval 6 months) as until_day,
            coalesce(months_between(frequency) * 30, 7) as days_between
        from received
        where months_between(frequency) > 0 or frequency = 'weekly'
        group by indicator_id, frequency, publication_lag_days

    ),

    counted as (

        select
            latest.*,
            unnest(
                -- one more at either end than there can be; what lies outside is left out below
                range(
                    -1 - date_diff(
                        'day', least(latest.from_end, latest.last_end), latest.last_end
                    ) // latest.days_between,
                    2 + greatest(
                        date_diff('day', latest.last_end, latest.until_day), 0
                    ) // latest.days_between
                )
            ) as rhythms
        from latest

    ),

    periods as (

        select
            indicator_id,
            first_day,
            until_day,
            first_end,
            frequency,
            cast(
                if(rhythms = 0, last_end, period_end_after(last_end, frequency, rhythms)) as date
            ) as period_end,
            cast(
                last_start
                + if(
                    frequency = 'weekly',
                    rhythms * interval 7 days,
                    rhythms * months_between(frequency) * interval 1 month
                ) as date
            ) as period_start,
            publication_lag_days,
            rhythms > 0 as is_ahead,
            if(rhythms = 1, known_periods, null) as known_periods
        from counted

    ),

    expected as (

        select
            periods.indicator_id,
            coalesce(received.period_start, periods.period_start) as period_start,
            coalesce(received.period_end, periods.period_end) as period_end,
            received.period_label,
            cast(
                coalesce(received.period_end, periods.period_end)
                + periods.publication_lag_days * interval 1 day as date
            ) as due_date,
            periods.first_day,
            periods.until_day,
            periods.is_ahead,
            periods.known_periods,
            received.indicator_id is not null as is_received,
            received.first_received_date,
            received.revised_date,
            received.is_first_load,
            coalesce(received.is_late, false) as is_late
        from periods
        left join received
            on
                periods.indicator_id = received.indicator_id
                and if(
                    periods.frequency = 'weekly',
                    periods.period_end = received.period_end,
                    date_trunc('month', periods.period_end)
                    = date_trunc('month', received.period_end)
                )
        where periods.period_end >= periods.first_end

    )

    select
        * exclude (first_day, until_day, is_ahead, is_received, is_late),
        case
            when is_received and is_late then 'received_late'
            when is_received then 'received'
            when due_date < today then 'late'
            else 'due'
        end as state,
        if(
            is_received and (is_first_load or first_received_date is null),
            null,
            date_diff('day', due_date, coalesce(first_received_date, today))
        ) as days_after_due
    from expected
    where due_date <= until_day and (due_date >= first_day or is_ahead);
