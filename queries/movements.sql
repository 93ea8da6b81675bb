-- Scorecard indicators of one area whose latest value lies outside what their past explains.
-- The largest change comes first, counted in the indicator's own usual steps.
-- Grain: one row per indicator.
-- Parameters: area_code, today, most.
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
from scorecard_of($area_code, null, $today)
where movement in ('improved', 'worsened', 'higher', 'lower')
order by abs(steps) desc, indicator_id
limit $most
