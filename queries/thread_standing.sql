-- Every node of the golden thread as it stands: the scorecard indicators on it and beneath it by
-- status, each counted once however many ways lead to it, and the worst of them; never an average.
-- A node without an indicator has the themes of what it serves. Others build on these rows.
-- Grain: one row per node.
-- Builds on: results.
-- Parameters: none.
with recursive nodes as materialized (

    select * from owned_nodes()

),

attached as materialized (

    select
        thread_indicators_in_force.node_id,
        thread_indicators_in_force.indicator_id
    from thread_indicators_in_force
    inner join results
        on
            thread_indicators_in_force.indicator_id = results.indicator_id
            and results.is_scorecard

),

-- what is on a node or beneath it; `union` keeps each pair once, and ends where it repeats
measured as (

    select
        node_id,
        indicator_id
    from attached

    union

    select
        thread_links_in_force.parent_id as node_id,
        measured.indicator_id
    from measured
    inner join thread_links_in_force on measured.node_id = thread_links_in_force.child_id

),

reaching as (

    select node_id
    from nodes
    where is_outcome

    union

    select thread_links_in_force.child_id as node_id
    from reaching
    inner join thread_links_in_force on reaching.node_id = thread_links_in_force.parent_id

),

counted as materialized (

    select
        measured.node_id,
        count(*) as indicators,
        count(*) filter (where results.status = 'on_target') as on_target,
        count(*) filter (where results.status = 'within_tolerance') as within_tolerance,
        count(*) filter (where results.status = 'intervention') as intervention,
        count(*) filter (where status_need(results.status) = 4) as not_judged,
        count(*) filter (where results.freshness = 'late') as late,
        arg_min(results.status, status_need(results.status)) as worst,
        max(results.period_end) as last_period_end,
        list_sort(list(distinct results.theme)) as themes
    from measured
    inner join results on measured.indicator_id = results.indicator_id
    group by measured.node_id

),

themed as (

    select
        node_id,
        unnest(themes) as theme
    from counted

    union

    select
        thread_links_in_force.child_id as node_id,
        themed.theme
    from themed
    inner join thread_links_in_force on themed.node_id = thread_links_in_force.parent_id
    anti join counted on thread_links_in_force.child_id = counted.node_id

),

themes as (

    select
        node_id,
        list_sort(list(theme)) as themes
    from themed
    group by node_id

),

above as (

    select
        child_id as node_id,
        count(*) as parents
    from thread_links_in_force
    group by child_id

),

below as (

    select
        parent_id as node_id,
        count(*) as children
    from thread_links_in_force
    group by parent_id

),

own as (

    select
        node_id,
        count(*) as own_indicators
    from attached
    group by node_id

)

select
    nodes.node_id,
    nodes.level_number,
    nodes.level_rank,
    nodes.level,
    nodes.title,
    nodes.owner,
    nodes.owner_name,
    nodes.head_role,
    nodes.department_code,
    nodes.partner,
    nodes.is_outcome,
    reaching.node_id is not null as reaches_outcome,
    coalesce(above.parents, 0) as parents,
    coalesce(below.children, 0) as children,
    coalesce(own.own_indicators, 0) as own_indicators,
    coalesce(counted.indicators, 0) as indicators,
    coalesce(counted.on_target, 0) as on_target,
    coalesce(counted.within_tolerance, 0) as within_tolerance,
    coalesce(counted.intervention, 0) as intervention,
    coalesce(counted.not_judged, 0) as not_judged,
    coalesce(counted.late, 0) as late,
    counted.worst,
    counted.last_period_end,
    coalesce(themes.themes, []) as themes
from nodes
left join reaching on nodes.node_id = reaching.node_id
left join above on nodes.node_id = above.node_id
left join below on nodes.node_id = below.node_id
left join own on nodes.node_id = own.node_id
left join counted on nodes.node_id = counted.node_id
left join themes on nodes.node_id = themes.node_id
order by nodes.level_number, nodes.node_id
