-- How much was said of every node by people on the ground, and of all that serves it: each feedback
-- once a node, however many ways lead up to it. Nodes of which nothing was said are left out.
-- Grain: one row per node.
-- Parameters: none.
with recursive said as (

    select
        feedback_shown.feedback_id,
        feedback_shown.node_id,
        feedback_shown.escalated_to,
        not exists (
            select 1 from replies_shown
            where replies_shown.feedback_id = feedback_shown.feedback_id
        ) as is_open
    from feedback_shown

),

up as (

    select distinct
        node_id as said_of,
        node_id
    from said

    union

    select
        up.said_of,
        thread_links_in_force.parent_id as node_id
    from up
    inner join thread_links_in_force on up.node_id = thread_links_in_force.child_id

),

counted as (

    select
        up.node_id,
        count(*) as feedback,
        count(*) filter (where up.node_id = up.said_of) as here,
        count(*) filter (where said.is_open) as unanswered
    from up
    inner join said on up.said_of = said.node_id
    group by up.node_id

),

passed_on as (

    select
        escalated_to as node_id,
        count(*) as passed_on,
        count(*) filter (where is_open) as passed_on_open
    from said
    where escalated_to is not null
    group by escalated_to

)

select
    nodes.node_id,
    nodes.level_number,
    nodes.level,
    nodes.title,
    counted.here,
    counted.feedback - counted.here as beneath,
    counted.unanswered,
    coalesce(passed_on.passed_on, 0) as passed_on,
    coalesce(passed_on.passed_on_open, 0) as passed_on_open
from counted
inner join thread_nodes_in_force as nodes on counted.node_id = nodes.node_id
left join passed_on on counted.node_id = passed_on.node_id
order by nodes.level_number, counted.feedback desc, nodes.node_id
