-- Statuses of one indicator in one area that would change if a rule were law, among all that are
-- published. Another indicator's or area's cannot: a rule judges its own alone.
-- Grain: one row per indicator, area and period.
-- Parameters: indicator_id, area_code.
with judged_now as materialized (

    select * from judged_series_by([$area_code], $indicator_id, 'rules_in_force')

),

judged_so as materialized (

    select * from judged_series_by([$area_code], $indicator_id, 'supposed_rules')

)

select
    judged_now.indicator_id,
    indicators.name,
    indicators.unit,
    indicators.decimals,
    judged_now.area_code,
    areas.name as area_name,
    judged_now.period_start,
    judged_now.period_end,
    judged_now.period_label,
    judged_now.value,
    judged_now.value_note,
    judged_now.status as status_now,
    judged_now.target_value as target_now,
    judged_now.intervention_level as level_now,
    judged_so.status as status_so,
    judged_so.target_value as target_so,
    judged_so.intervention_level as level_so
from judged_now
inner join judged_so
    on
        judged_now.indicator_id = judged_so.indicator_id
        and judged_now.area_code = judged_so.area_code
        and judged_now.period_start = judged_so.period_start
        and judged_now.period_end = judged_so.period_end
inner join indicators on judged_now.indicator_id = indicators.indicator_id
left join areas on judged_now.area_code = areas.area_code
where judged_now.status is distinct from judged_so.status
order by judged_now.period_end, judged_now.period_start
