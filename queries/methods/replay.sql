-- Replay: what a rule would have said in the past, had it been set anew before every period from
-- what was known then, and which of its alarms the control chart does not bear out.
-- Source: ours; false alarms and missed signals as in Wheeler (1993), after Shewhart.

-- Every period as the rule would have judged it. The relation has the columns series, period,
-- value, polarity and point_type (as in spc.sql). `chosen` is how the baseline is taken:
-- last_value, window_mean (of the `width` values before), spc_mean (of all before, 5 at least); any
-- other baseline knows nothing of the past and is held as it stands. Target and level are those of
-- the rule's first period, and keep their distance from the baseline.
-- Grain: one row per row of the relation.
create or replace macro replayed(relation, chosen, width, baseline, target, level) as table
    with taken as (

        select
            *,
            case chosen
                when 'last_value' then lag(value) over by_period
                when 'window_mean' then if(
                    count(value) over last_few = width, avg(value) over last_few, null
                )
                when 'spc_mean' then if(count(value) over so_far >= 5, avg(value) over so_far, null)
                else cast(baseline as double)
            end as baseline_then,
            coalesce(point_type in ('concern_high', 'concern_low'), false) as is_worsening
        from query_table(relation)
        window
            by_period as (partition by series order by period),
            last_few as (by_period rows between width preceding and 1 preceding),
            so_far as (by_period rows between unbounded preceding and 1 preceding)

    ),

    distanced as (

        select
            *,
            baseline_then + (target - baseline) as target_then,
            baseline_then + (level - baseline) as level_then,
            is_worsening and not lag(is_worsening, 1, false) over (
                partition by series order by period
            ) as is_turn
        from taken

    )

    select
        * exclude (is_turn),
        if(
            is_worsening,
            count(*) filter (where is_turn) over (
                partition by series order by period rows unbounded preceding
            ),
            null
        ) as worsening,
        if(
            target_then is null,
            null,
            status_of(value, null, target_then, level_then, polarity, true)
        ) as status_then,
        coalesce(status_then = 'intervention', false) as is_fired,
        is_fired and not is_worsening as is_false_alarm
    from distanced;

-- How often the rule of `replayed` rows would have fired, and how rightly. A worsening is one run
-- of periods that the control chart flags as worse, caught by an alarm in any of them.
-- Grain: one row per series.
create or replace macro replay_figures(relation) as table
    select
        series,
        count(*) as past_values,
        count(status_then) as replayed_periods,
        count(*) filter (where status_then = 'on_target') as on_target_periods,
        count(*) filter (where is_fired) as fired_periods,
        count(*) filter (where is_false_alarm) as false_alarms,
        count(*) filter (where is_worsening and status_then is not null) as worse_periods,
        count(*) filter (where is_worsening and status_then is not null and not is_fired)
            as worse_periods_missed,
        count(distinct worsening) filter (where status_then is not null) as worsenings,
        count(distinct worsening) filter (where status_then is not null)
        - count(distinct worsening) filter (where is_fired) as worsenings_missed
    from query_table(relation)
    group by series;
