-- Actions that are to change an indicator in an area, those that are not over first.
-- Grain: one row per action.
-- Parameters: indicator_id, area_code, today.
select
    actions_in_force.action_id,
    actions_in_force.title,
    actions_in_force.owner_post,
    actions_in_force.owner_partner,
    actions_in_force.status,
    actions_in_force.start_date,
    actions_in_force.end_date,
    actions_in_force.status in ('planned', 'under_way')
    and actions_in_force.end_date < $today as is_overdue,
    action_indicators_in_force.expected_change,
    action_indicators_in_force.expected_unit,
    action_indicators_in_force.expected_by_date
from action_indicators_in_force
inner join actions_in_force on action_indicators_in_force.action_id = actions_in_force.action_id
where
    action_indicators_in_force.indicator_id = $indicator_id
    and action_indicators_in_force.area_code = $area_code
order by
    actions_in_force.status in ('planned', 'under_way') desc,
    actions_in_force.end_date,
    actions_in_force.action_id
