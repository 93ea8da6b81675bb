-- The intervention clock: episodes in which a series stood at its intervention level, and the days
-- on which results came. Source: the partnership's rules of intervention.

-- Episodes at the intervention level among rows of `judged_series`. One begins with the first
-- settled value at its level after one that was not, and ends with the first later settled value
-- that is not: better than the level, or no longer held against one. Values that are not settled,
-- or not there, neither begin nor end it. Grain: one row per indicator, area and episode.
create or replace macro episodes_of(relation) as table
    with settled as (

        select
            *,
            status = 'intervention' as is_breach,
            is_breach and not coalesce(lag(is_breach) over by_period, false) as begins
        from query_table(relation)
        where value is not null and is_settled(value_note)
        window by_period as (partition by indicator_id, area_code order by period_end, period_start)

    ),

    numbered as (

        select
            *,
            count(*) filter (where begins) over (
                partition by indicator_id, area_code
                order by period_end, period_start
                rows unbounded preceding
            ) as episode,
            row_number() over (
                partition by indicator_id, area_code order by period_end, period_start
            ) as place
        from settled

    ),

    grouped as (

        select
            indicator_id,
            area_code,
            episode,
            arg_min(numbered, place) filter (where is_breach) as first_breach,
            arg_max(numbered, place) filter (where is_breach) as last_breach,
            count(*) filter (where is_breach) as periods_at_level,
            arg_min(numbered, place) filter (where not is_breach) as ending
        from numbered
        where episode > 0
        group by indicator_id, area_code, episode

    )

    select
        grouped.*,
        case
            when grouped.ending is null then null
            when grouped.ending.status in ('on_target', 'within_tolerance') then 'turned'
            else 'lapsed'
        end as ended_by
    from grouped;

-- The day on which the results of each period first came, and whether receipts say so: results that
-- came before receipts were kept are taken to have come when they were due, or when the oldest
-- receipt is dated if that is earlier. Grain: one row per row of the relation, which has
-- indicator_id, area_code, period_start and period_end, each once.
create or replace macro received_days(relation) as table
    select
        given.indicator_id,
        given.area_code,
        given.period_start,
        given.period_end,
        count(receipts.batch_id) > 0
        and count(receipts.batch_id) = count(receipts.first_received_date) as is_received_known,
        if(
            is_received_known,
            min(receipts.first_received_date),
            least(
                cast(
                    given.period_end
                    + any_value(indicators.publication_lag_days) * interval 1 day as date
                ),
                min(receipts.received_date)
            )
        ) as received_date
    from query_table(relation) as given
    inner join indicators on given.indicator_id = indicators.indicator_id
    inner join areas on given.area_code = areas.area_code
    left join receipts
        on
            given.indicator_id = receipts.indicator_id
            and areas.area_type = receipts.area_type
            and given.period_start = receipts.period_start
            and given.period_end = receipts.period_end
    group by given.indicator_id, given.area_code, given.period_start, given.period_end;

-- Whether an action was agreed before a day and had not come to its end by then.
create or replace macro was_agreed(agreed_date, end_date, status, day) as
    agreed_date < day and (status in ('planned', 'under_way') or end_date >= day);
