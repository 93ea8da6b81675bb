-- Links between the nodes in the line of sight of one node, each seen from the chosen node
-- outwards: `inner_id` is the end that is nearer to it.
-- Grain: one row per link.
-- Parameters: node_id.
with recursive up as (

    select
        'above' as side,
        thread_links_in_force.child_id as inner_id,
        thread_links_in_force.parent_id as outer_id
    from thread_links_in_force
    where thread_links_in_force.child_id = $node_id

    union

    select
        'above' as side,
        thread_links_in_force.child_id as inner_id,
        thread_links_in_force.parent_id as outer_id
    from up
    inner join thread_links_in_force on up.outer_id = thread_links_in_force.child_id

),

down as (

    select
        'beneath' as side,
        thread_links_in_force.parent_id as inner_id,
        thread_links_in_force.child_id as outer_id
    from thread_links_in_force
    where thread_links_in_force.parent_id = $node_id

    union

    select
        'beneath' as side,
        thread_links_in_force.parent_id as inner_id,
        thread_links_in_force.child_id as outer_id
    from down
    inner join thread_links_in_force on down.outer_id = thread_links_in_force.parent_id

)

select * from up
union all
select * from down
order by side, inner_id, outer_id
