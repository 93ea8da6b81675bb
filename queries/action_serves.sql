-- What an action is to change: indicators in areas, by how much and by when.
-- Grain: one row per indicator and area.
-- Parameters: action_id.
select
    action_indicators_in_force.indicator_id,
    action_indicators_in_force.area_code,
    action_indicators_in_force.expected_change,
    action_indicators_in_force.expected_unit,
    action_indicators_in_force.expected_by_date
from action_indicators_in_force
where action_indicators_in_force.action_id = $action_id
order by action_indicators_in_force.indicator_id, action_indicators_in_force.area_code
