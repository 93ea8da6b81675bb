-- What the past says of a trial rule for one indicator in one area: the counts of its replay, how
-- many past values meet its last target, and whether natural variation alone would. The target
-- stands for the whole year, and so for the limits of every season.
-- Grain: one row.
-- Builds on: bench_replay.
-- Parameters: first_level, target_value.
with process as (

    select
        any_value(polarity) as polarity,
        any_value(chart_reason) as chart_reason,
        bool_or(is_trial) as is_trial,
        bool_or(is_seasonal) as is_seasonal,
        count(*) filter (where target_met(value, $target_value, polarity)) as meeting_values,
        min(lower_limit) as lowest_limit,
        max(upper_limit) as highest_limit
    from bench_replay

),

figures as (

    select * from replay_figures('bench_replay')

)

select
    figures.* exclude (series),
    process.is_trial,
    process.is_seasonal,
    process.meeting_values,
    process.chart_reason,
    assurance_of(
        $target_value, process.lowest_limit, process.highest_limit, process.polarity
    ) as assurance,
    case
        when process.polarity = 'none' then 'no_judgement'
        when $first_level is null then 'no_level'
        when process.chart_reason is not null then process.chart_reason
        when figures.replayed_periods = 0 then 'nothing_before'
    end as replay_reason
from figures
cross join process
order by figures.past_values
