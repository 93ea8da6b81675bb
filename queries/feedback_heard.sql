-- What people on the ground said, as far as it is shown, and what was done about it: of one node
-- with all that serves it or is passed on to it, or of the whole thread; the newest first.
-- Grain: one row per feedback and reply.
-- Parameters: node_id.
with recursive down as (

    select
        $node_id as node_id,
        0 as distance

    union

    select
        thread_links_in_force.child_id as node_id,
        down.distance + 1 as distance
    from down
    inner join thread_links_in_force on down.node_id = thread_links_in_force.parent_id
    -- no way is longer: a circle that was published would go on for ever
    where down.distance < 30

),

beneath as (

    select
        node_id,
        min(distance) as distance
    from down
    group by node_id

)

select
    feedback_shown.feedback_id,
    feedback_shown.node_id,
    coalesce(nodes.title, feedback_shown.node_id) as title,
    nodes.level,
    beneath.distance,
    feedback_shown.from_group,
    feedback_shown.text,
    feedback_shown.received_date,
    feedback_shown.escalated_to,
    above.title as escalated_title,
    replies_shown.reply_id,
    replies_shown.text as reply,
    replies_shown.owner_post,
    replies_shown.owner_partner,
    replies_shown.done_date,
    replies_shown.action_id
from feedback_shown
left join beneath on feedback_shown.node_id = beneath.node_id
left join thread_nodes_in_force as nodes on feedback_shown.node_id = nodes.node_id
left join thread_nodes_in_force as above on feedback_shown.escalated_to = above.node_id
left join replies_shown on feedback_shown.feedback_id = replies_shown.feedback_id
where
    $node_id is null
    or beneath.node_id is not null
    or feedback_shown.escalated_to = $node_id
order by received_date desc, feedback_shown.feedback_id, done_date, reply_id
