-- Scorecard indicators of one area that a method says have moved: a signal on the control chart or
-- a significant recent trend. Surer grounds come first, then the largest distance from the past,
-- counted in the indicator's own usual steps.
-- Grain: one row per indicator.
-- Builds on: results.
-- Parameters: most.
select
    indicator_id,
    name,
    theme,
    partner,
    unit,
    decimals,
    polarity,
    period_label,
    period_start,
    period_end,
    frequency,
    value,
    value_note,
    process_mean,
    tested_value,
    tested_values,
    tested_period_label,
    steps,
    movement,
    movement_basis,
    variation,
    signal,
    direction,
    signal_since_label,
    signal_since_start,
    is_seasonal,
    trend,
    status
from results
where is_scorecard and movement in ('improved', 'worsened', 'higher', 'lower')
order by movement_basis = 'trial_chart', abs(steps) desc, indicator_id
limit $most
