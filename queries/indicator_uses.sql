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
    thread_nodes.level_number as position,
    thread_nodes.level as kind,
    thread_nodes.node_id as use_id,
    thread_nodes.title,
    thread_nodes.owner
from thread_indicators
inner join thread_nodes on thread_indicators.node_id = thread_nodes.node_id
where thread_indicators.indicator_id = $indicator_id

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
