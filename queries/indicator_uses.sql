-- Every place that uses one indicator: nodes of the golden thread, claims of added value, actions,
-- targets, and the same measure collected elsewhere, told apart where it was chosen as the record.
-- Grain: one row per use.
-- Parameters: indicator_id.
with asked as (

    select
        indicator_id,
        shared_measure,
        partner
    from indicators
    where indicator_id = $indicator_id

),

ruled as (

    select
        rules_in_force.indicator_id,
        count(distinct rules_in_force.area_code) as areas,
        max(rules_in_force.period_end) as last_end
    from rules_in_force
    where rules_in_force.indicator_id = $indicator_id
    group by rules_in_force.indicator_id

)

select
    thread_nodes_in_force.level_number as position,
    thread_nodes_in_force.level as kind,
    thread_nodes_in_force.node_id as use_id,
    thread_nodes_in_force.title,
    thread_nodes_in_force.owner,
    false as is_record
from thread_indicators_in_force
inner join thread_nodes_in_force
    on thread_indicators_in_force.node_id = thread_nodes_in_force.node_id
where thread_indicators_in_force.indicator_id = $indicator_id

union all

select
    80 as position,
    'claim' as kind,
    claim_id as use_id,
    title,
    partners as owner,
    false as is_record
from claim_uses
where indicator_id = $indicator_id

union all

select
    85 as position,
    'action' as kind,
    actions_in_force.action_id as use_id,
    any_value(actions_in_force.title) as title,
    any_value(actions_in_force.owner_partner) as owner,
    false as is_record
from action_indicators_in_force
inner join actions_in_force
    on action_indicators_in_force.action_id = actions_in_force.action_id
where action_indicators_in_force.indicator_id = $indicator_id
group by actions_in_force.action_id

union all

select
    90 as position,
    'rule' as kind,
    ruled.indicator_id as use_id,
    'Targets in '
    || ruled.areas
    || if(ruled.areas = 1, ' area', ' areas')
    || ', up to '
    || strftime(ruled.last_end, '%d %b %Y') as title,
    asked.partner as owner,
    false as is_record
from ruled
inner join asked on ruled.indicator_id = asked.indicator_id

union all

select
    100 as position,
    'shared_measure' as kind,
    indicators.indicator_id as use_id,
    indicators.name as title,
    indicators.partner as owner,
    records_chosen.indicator_id is not null as is_record
from indicators
inner join asked
    on
        indicators.shared_measure = asked.shared_measure
        and indicators.indicator_id != asked.indicator_id
left join records_chosen
    on
        indicators.shared_measure = records_chosen.shared_measure
        and indicators.indicator_id = records_chosen.indicator_id

order by position, use_id
