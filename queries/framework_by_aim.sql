-- How far each of the partnership's aims is covered: the scorecard indicators that serve it, at
-- whatever node of the thread beneath it, by piece of work. An indicator may serve several aims;
-- those that serve none are counted under no aim.
-- Grain: one row per aim and step.
-- Builds on: framework_steps.
-- Parameters: partner, theme, collection.
with pieces as (

    select
        * exclude (aim_ids),
        unnest(coalesce(aim_ids, [null])) as aim_id
    from framework_pieces('framework_steps')
    where
        ($partner is null or partner = $partner)
        and ($theme is null or theme = $theme)
        and ($collection is null or collection = $collection)

),

aims as (

    select
        node_id as aim_id,
        title,
        level_number
    from thread_nodes_in_force
    where is_aim_level(level)

    union all

    select distinct
        cast(null as varchar) as aim_id,
        cast(null as varchar) as title,
        cast(null as integer) as level_number
    from pieces
    where aim_id is null

),

steps as (

    select distinct
        position,
        step
    from framework_pieces('framework_steps')

)

select
    aims.aim_id,
    aims.title,
    steps.position,
    steps.step,
    count(pieces.indicator_id) as indicators,
    count(*) filter (where pieces.state = 'done') as done,
    count(*) filter (where pieces.state = 'missing') as missing,
    count(*) filter (where pieces.state = 'not_needed') as not_needed,
    count(*) filter (where pieces.state = 'not_recorded') as not_recorded
from aims
cross join steps
left join pieces
    on aims.aim_id is not distinct from pieces.aim_id and steps.position = pieces.position
group by aims.aim_id, aims.title, aims.level_number, steps.position, steps.step
order by aims.level_number nulls last, aims.aim_id nulls last, steps.position
