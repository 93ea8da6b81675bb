-- The improvement plan: every action in force with what it serves, and whether it is overdue: past
-- its end and neither done nor stopped.
-- Grain: one row per action.
-- Parameters: today, partner.
with served as (

    select
        action_indicators_in_force.action_id,
        list(
            distinct action_indicators_in_force.indicator_id
            order by action_indicators_in_force.indicator_id
        ) as indicator_ids,
        list(distinct indicators.name order by indicators.name) as indicator_names
    from action_indicators_in_force
    inner join indicators on action_indicators_in_force.indicator_id = indicators.indicator_id
    group by action_indicators_in_force.action_id

),

placed as (

    select
        action_nodes_in_force.action_id,
        list(
            thread_nodes_in_force.title
            order by thread_nodes_in_force.level_number, thread_nodes_in_force.title
        ) as node_titles
    from action_nodes_in_force
    inner join thread_nodes_in_force
        on action_nodes_in_force.node_id = thread_nodes_in_force.node_id
    group by action_nodes_in_force.action_id

)

select
    actions_in_force.action_id,
    actions_in_force.title,
    actions_in_force.owner_post,
    actions_in_force.owner_partner,
    actions_in_force.status,
    actions_in_force.start_date,
    actions_in_force.end_date,
    actions_in_force.agreed_date,
    actions_in_force.cost,
    actions_in_force.status in ('planned', 'under_way') as is_open,
    actions_in_force.status in ('planned', 'under_way')
    and actions_in_force.end_date < $today as is_overdue,
    -- and one that should have started
    actions_in_force.status = 'planned' and actions_in_force.start_date < $today as is_late_start,
    date_diff('day', actions_in_force.end_date, $today) as days_past_end,
    coalesce(served.indicator_ids, []) as indicator_ids,
    coalesce(served.indicator_names, []) as indicator_names,
    coalesce(placed.node_titles, []) as node_titles
from actions_in_force
left join served on actions_in_force.action_id = served.action_id
left join placed on actions_in_force.action_id = placed.action_id
where $partner is null or actions_in_force.owner_partner = $partner
order by
    actions_in_force.status in ('planned', 'under_way')
    and actions_in_force.end_date < $today desc,
    actions_in_force.status in ('planned', 'under_way') desc,
    actions_in_force.end_date,
    actions_in_force.action_id
