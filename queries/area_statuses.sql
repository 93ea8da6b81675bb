-- Status of one indicator in one period, in those of some areas that have a target for it.
-- What needs attention comes first.
-- Grain: one row per area.
-- Parameters: indicator_id, area_codes, period_start, period_end.
with judged as (

    select *
    from judged_series($area_codes, $indicator_id)
    where
        period_start = $period_start
        and period_end = $period_end
        and target_value is not null

)

select
    judged.area_code,
    areas.name as area_name,
    indicators.name,
    indicators.unit,
    indicators.decimals,
    judged.polarity,
    judged.period_label,
    judged.period_end,
    judged.value,
    judged.value_note,
    judged.status,
    judged.last_break_date,
    judged.baseline_value,
    judged.baseline_label,
    judged.baseline_chosen,
    judged.target_value,
    judged.target_label,
    judged.target_chosen,
    judged.target_lower,
    judged.target_upper,
    judged.intervention_level,
    judged.level_chosen,
    judged.approved_by,
    judged.approved_date,
    judged.effective_from,
    judged.rule_version,
    judged.proposal_id
from judged
inner join areas on judged.area_code = areas.area_code
inner join indicators on judged.indicator_id = indicators.indicator_id
order by attention_of(judged.status, null, null), areas.name, judged.area_code
