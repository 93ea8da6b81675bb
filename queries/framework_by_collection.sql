-- How far each of the framework's resources is covered: its scorecard indicators by piece of work,
-- and how many the catalogue holds besides.
-- Grain: one row per collection and step.
-- Builds on: framework_steps.
-- Parameters: partner, theme, collection.
with pieces as (

    select * from framework_pieces('framework_steps')

),

collections as (

    select
        collection,
        count(*) as catalogued
    from indicators
    where
        ($partner is null or partner = $partner)
        and ($theme is null or theme = $theme)
        and ($collection is null or collection = $collection)
    group by collection

),

steps as (

    select distinct
        position,
        step
    from pieces

)

select
    collections.collection,
    collections.catalogued,
    steps.position,
    steps.step,
    count(pieces.indicator_id) as indicators,
    count(*) filter (where pieces.state = 'done') as done,
    count(*) filter (where pieces.state = 'missing') as missing,
    count(*) filter (where pieces.state = 'not_needed') as not_needed,
    count(*) filter (where pieces.state = 'not_recorded') as not_recorded
from collections
cross join steps
left join pieces
    on
        collections.collection = pieces.collection
        and steps.position = pieces.position
        and ($partner is null or pieces.partner = $partner)
        and ($theme is null or pieces.theme = $theme)
group by collections.collection, collections.catalogued, steps.position, steps.step
order by collections.collection, steps.position
