-- The nodes of the golden thread that an action serves.
-- Grain: one row per node.
-- Parameters: action_id.
select
    thread_nodes_in_force.node_id,
    thread_nodes_in_force.level_number,
    thread_nodes_in_force.level,
    thread_nodes_in_force.title
from action_nodes_in_force
inner join thread_nodes_in_force on action_nodes_in_force.node_id = thread_nodes_in_force.node_id
where action_nodes_in_force.action_id = $action_id
order by thread_nodes_in_force.level_number, thread_nodes_in_force.node_id
