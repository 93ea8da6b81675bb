-- Every place that uses one indicator: objectives of the golden thread, and the same measure
-- collected elsewhere.
-- Grain: one row per use.
-- Parameters: indicator_id.
with asked as (

    select
        indicator_id,
        shared_measure
    from indicators
    where indicator_id = $indicator_id

)

select
    thread_nodes_in_force.level_number as position,
    thread_nodes_in_force.level as kind,
    thread_nodes_in_force.node_id as use_id,
    thread_nodes_in_force.title,
    thread_nodes_in_force.owner
from thread_indicators_in_force
inner join thread_nodes_in_force
    on thread_indicators_in_force.node_id = thread_nodes_in_force.node_id
where thread_indicators_in_force.indicator_id = $indicator_id

union all

select
    100 as position,
    'shared_measure' as kind,
    indicators.indicator_id as use_id,
    indicators.name as title,
    indicators.partner as owner
from indicators
inner join asked
    on
        indicators.shared_measure = asked.shared_measure
        and indicators.indicator_id != asked.indicator_id

order by position, use_id
