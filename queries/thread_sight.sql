-- The line of sight of one node: all that it serves, however far up, and all that serves it.
-- Of several ways to a node the shortest counts.
-- Grain: one row per node.
-- Builds on: thread_standing.
-- Parameters: node_id.
with recursive up as (

    select
        $node_id as node_id,
        0 as distance

    union

    select
        thread_links_in_force.parent_id as node_id,
        up.distance + 1 as distance
    from up
    inner join thread_links_in_force on up.node_id = thread_links_in_force.child_id
    -- no way is longer: a circle that was published would go on for ever
    where up.distance < 30

),

down as (

    select
        $node_id as node_id,
        0 as distance

    union

    select
        thread_links_in_force.child_id as node_id,
        down.distance + 1 as distance
    from down
    inner join thread_links_in_force on down.node_id = thread_links_in_force.parent_id
    where down.distance < 30

),

seen as (

    select
        node_id,
        'above' as side,
        min(distance) as distance
    from up
    where distance > 0
    group by node_id

    union all

    select
        node_id,
        if(min(distance) = 0, 'chosen', 'beneath') as side,
        min(distance) as distance
    from down
    group by node_id

)

select
    seen.side,
    seen.distance,
    thread_standing.*
from seen
inner join thread_standing on seen.node_id = thread_standing.node_id
order by thread_standing.level_number, seen.side, seen.distance, thread_standing.node_id
