-- What the past says of a trial rule for one indicator in one area: the counts of its replay, how
-- many past values meet its last target, and whether natural variation alone would. Of a seasonal
-- series the limits are those of the last target's own month. Nothing is said of fewer than five
-- settled values in the latest comparable stretch.
-- Grain: one row.
-- Builds on: bench_replay.
-- Parameters: first_level, target_value, target_end.
with process as (

    select
        any_value(polarity) as polarity,
        any_value(chart_reason) as chart_reason,
        bool_or(is_trial) as is_trial,
        bool_or(is_seasonal) as is_seasonal,
        count(*) filter (where target_met(value, $target_value, polarity)) as meeting_values,
        min(value) as least_value,
        max(value) as greatest_value,
        arg_max(mean, period_end) as process_mean,
        arg_max(lower_limit, period_end) filter (
            where not is_seasonal or month(period_end) = month($target_end)
        ) as process_lower_limit,
        arg_max(upper_limit, period_end) filter (
            where not is_seasonal or month(period_end) = month($target_end)
        ) as process_upper_limit
    from bench_replay

),

figures as (

    select * from replay_figures('bench_replay')

)

select
    figures.* exclude (series),
    process.* exclude (polarity, chart_reason),
    if(
        figures.past_values < 5,
        null,
        assurance_of(
            $target_value,
            process.process_lower_limit,
            process.process_upper_limit,
            process.polarity
        )
    ) as assurance,
    case
        when figures.past_values < 5 then 'too_few_points'
        else process.chart_reason
    end as chart_reason,
    case
        when process.polarity = 'none' then 'no_judgement'
        when $first_level is null then 'no_level'
        when figures.past_values < 5 then 'too_few_points'
        when figures.replayed_periods = 0 then 'nothing_before'
        else process.chart_reason
    end as replay_reason
from figures
cross join process
order by figures.past_values
