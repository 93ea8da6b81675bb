-- Scorecard indicators of one area whose status differs from that of the period before.
-- Grain: one row per indicator.
-- Builds on: results.
-- Parameters: none.
select
    indicator_id,
    name,
    theme,
    partner,
    unit,
    decimals,
    period_label,
    value,
    status,
    previous_period_label,
    previous_value,
    previous_status
from results
where
    is_scorecard
    and status in ('on_target', 'within_tolerance', 'intervention')
    and previous_status in ('on_target', 'within_tolerance', 'intervention')
    and status != previous_status
order by status = 'intervention' desc, attention, indicator_id
