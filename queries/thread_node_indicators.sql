-- The scorecard indicators attached to some nodes, each as it stands.
-- Grain: one row per node and indicator.
-- Builds on: results.
-- Parameters: node_ids.
select
    thread_indicators_in_force.node_id,
    results.indicator_id,
    results.name,
    results.status,
    results.movement,
    results.value,
    results.unit,
    results.decimals,
    results.period_label,
    results.target_value,
    results.freshness,
    results.partner
from thread_indicators_in_force
inner join results on thread_indicators_in_force.indicator_id = results.indicator_id
where results.is_scorecard and list_contains($node_ids, thread_indicators_in_force.node_id)
order by status_need(results.status), thread_indicators_in_force.node_id, results.indicator_id
