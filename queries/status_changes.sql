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
    polarity,
    period_label,
    period_end,
    value,
    value_note,
    status,
    last_break_date,
    baseline_value,
    baseline_label,
    baseline_chosen,
    target_value,
    target_label,
    target_chosen,
    target_lower,
    target_upper,
    intervention_level,
    level_chosen,
    approved_by,
    approved_date,
    effective_from,
    rule_version,
    proposal_id,
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
