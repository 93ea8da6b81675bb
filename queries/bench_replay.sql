-- The past of one indicator in one area as a trial rule would have judged it: see the method. Only
-- settled values of the latest comparable stretch. Target and level are the trial's in its first
-- period, beside the baseline they were set from.
-- Grain: one row per period.
-- Builds on: indicator_signals.
-- Parameters: indicator_id, baseline_chosen, baseline_width, baseline_value, first_target,
-- first_level.
with settled as (

    select
        *,
        period_end as period,
        arg_max(stretch, period_end) over () as last_stretch
    from indicator_signals
    where value is not null and is_settled(value_note)

),

past as (

    select
        settled.* exclude (series),
        settled.area_code as series,
        indicators.polarity
    from settled
    inner join indicators on indicators.indicator_id = $indicator_id
    where settled.stretch = settled.last_stretch

),

judged as (

    select *
    from
        replayed(
            'past', $baseline_chosen, $baseline_width, $baseline_value, $first_target, $first_level
        )

)

select
    past.series,
    past.period_start,
    past.period_end,
    past.period_label,
    past.value,
    past.polarity,
    past.mean,
    past.lower_limit,
    past.upper_limit,
    past.is_trial,
    past.is_seasonal,
    past.signal,
    past.point_type,
    past.chart_reason,
    judged.baseline_then,
    judged.target_then,
    judged.level_then,
    judged.status_then,
    judged.is_fired,
    judged.is_worsening,
    judged.is_false_alarm,
    judged.worsening
from past
inner join judged on past.period = judged.period
order by past.period_end, past.period_start
