-- Breaks in the golden thread: outcomes with nothing beneath, work that reaches no outcome,
-- objectives without an indicator on them or beneath, scorecard indicators without an objective,
-- levels skipped on the shortest way up, and nodes that nobody owns. Partner and level may be null.
-- Grain: one row per break and thing.
-- Builds on: thread_standing.
-- Parameters: partner, level.
with first_outcome as (

    select min(level_number) as level_number
    from thread_standing
    where is_outcome

),

nearest as (

    select
        thread_links_in_force.child_id as node_id,
        arg_max(upper_nodes, row(upper_nodes.level_rank, upper_nodes.node_id)) as upper_node
    from thread_links_in_force
    inner join thread_standing as upper_nodes
        on thread_links_in_force.parent_id = upper_nodes.node_id
    group by thread_links_in_force.child_id

),

found as (

    select
        1 as position,
        'nothing_beneath' as kind,
        node_id,
        cast(null as varchar) as detail
    from thread_standing
    where is_outcome and children = 0

    union all

    select
        2 as position,
        'no_outcome' as kind,
        thread_standing.node_id,
        cast(null as varchar) as detail
    from thread_standing
    cross join first_outcome
    where
        not thread_standing.reaches_outcome
        and thread_standing.level_number > first_outcome.level_number

    union all

    select
        3 as position,
        'no_indicator' as kind,
        node_id,
        cast(null as varchar) as detail
    from thread_standing
    where is_measured_level(level) and not is_outcome and indicators = 0

    union all

    select
        5 as position,
        'level_skipped' as kind,
        thread_standing.node_id,
        nearest.upper_node.title as detail
    from thread_standing
    inner join nearest on thread_standing.node_id = nearest.node_id
    where thread_standing.level_rank - nearest.upper_node.level_rank > 1

    union all

    select
        6 as position,
        'no_owner' as kind,
        node_id,
        cast(null as varchar) as detail
    from thread_standing
    where owner is null

),

things as (

    select
        found.position,
        found.kind,
        found.node_id,
        cast(null as varchar) as indicator_id,
        thread_standing.title,
        thread_standing.level_number,
        thread_standing.level,
        thread_standing.partner,
        found.detail
    from found
    inner join thread_standing on found.node_id = thread_standing.node_id

    union all

    select
        4 as position,
        'no_objective' as kind,
        cast(null as varchar) as node_id,
        indicators.indicator_id,
        indicators.name as title,
        cast(null as integer) as level_number,
        cast(null as varchar) as level,
        indicators.partner,
        cast(null as varchar) as detail
    from indicators
    anti join thread_indicators_in_force
        on indicators.indicator_id = thread_indicators_in_force.indicator_id
    where indicators.is_scorecard

)

select *
from things
where
    ($partner is null or partner = $partner)
    and ($level is null or level = $level)
order by position, level_number, node_id, indicator_id
