-- What stands on the line-of-sight sheet of a department or role: the nodes that it owns or is,
-- all that they serve, and all that serves them.
-- Grain: one row per node.
-- Builds on: thread_standing.
-- Parameters: sheet.
with recursive own as materialized (

    select node_id
    from thread_standing
    where node_id = $sheet or department_code = $sheet

),

up as (

    select node_id
    from own

    union

    select thread_links_in_force.parent_id as node_id
    from up
    inner join thread_links_in_force on up.node_id = thread_links_in_force.child_id

),

down as (

    select node_id
    from own

    union

    select thread_links_in_force.child_id as node_id
    from down
    inner join thread_links_in_force on down.node_id = thread_links_in_force.parent_id

),

-- a role's own part is told as what a role contributes, unless the sheet is the role's
placed as (

    select
        thread_standing.*,
        case
            when thread_standing.node_id = $sheet then 'own'
            when own.node_id is not null and not level_says(thread_standing.level, 'role|learning')
                then 'own'
            when down.node_id is not null then 'beneath'
            else 'above'
        end as part
    from thread_standing
    left join own on thread_standing.node_id = own.node_id
    left join up on thread_standing.node_id = up.node_id
    left join down on thread_standing.node_id = down.node_id
    where up.node_id is not null or down.node_id is not null

)

select *
from placed
order by part, level_number, node_id
