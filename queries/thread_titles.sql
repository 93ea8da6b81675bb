-- Every node of the golden thread in force by its title.
-- Grain: one row per node.
-- Parameters: none.
select
    node_id,
    level_number,
    level,
    title
from thread_nodes_in_force
order by level_number, node_id
