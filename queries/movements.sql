-- Scorecard indicators of one area whose latest value lies outside what their past explains.
-- The largest change comes first, counted in the indicator's own usual steps.
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
    value,
    past_mean,
    steps,
    movement,
    status,
    recent_values,
    recent_periods
from results
where is_scorecard and movement in ('improved', 'worsened', 'higher', 'lower')
order by abs(steps) desc, indicator_id
limit $most
