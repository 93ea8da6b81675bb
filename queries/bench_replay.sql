-- The past of one indicator in one area as a trial rule would have judged it: see the method. Only
-- settled values of the latest comparable stretch. Target and level are the trial's in its first
-- period, beside the baseline they were set from.
-- Grain: one row per period.
-- Builds on: indicator_signals.
-- Parameters: indicator_id, baseline_chosen, baseline_width, baseline_value, first_target,
-- first_level.
with stretches as (

    select
        *,
        period_end as period,
        max(stretch) filter (where coalesce(value_note, '') != 'projected') over ()
            as last_stretch
    from indicator_signals

),

past as (

    select
        stretches.* exclude (series),
        stretches.area_code as series,
        indicators.polarity
    from stretches
    inner join indicators on indicators.indicator_id = $indicator_id
    where stretches.point_type is not null and stretches.stretch = stretches.last_stretch

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
