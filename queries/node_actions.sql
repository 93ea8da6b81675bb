-- Actions that serve some nodes of the golden thread, those that are not over first.
-- Grain: one row per node and action.
-- Parameters: node_ids, today.
select
    action_nodes_in_force.node_id,
    actions_in_force.action_id,
    actions_in_force.title,
    actions_in_force.owner_post,
    actions_in_force.owner_partner,
    actions_in_force.status,
    actions_in_force.start_date,
    actions_in_force.end_date,
    actions_in_force.status in ('planned', 'under_way')
    and actions_in_force.end_date < $today as is_overdue
from action_nodes_in_force
inner join actions_in_force on action_nodes_in_force.action_id = actions_in_force.action_id
where list_contains($node_ids, action_nodes_in_force.node_id)
order by
    actions_in_force.status in ('planned', 'under_way') desc,
    actions_in_force.end_date,
    actions_in_force.action_id,
    action_nodes_in_force.node_id
