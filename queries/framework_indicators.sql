-- The eight pieces of work of the scorecard indicators that fit a choice: those that lack the
-- fewest pieces first, then those that lack none. A step leaves only indicators that lack it.
-- Grain: one row per indicator.
-- Builds on: framework_steps.
-- Parameters: partner, theme, collection, step.
with lacking as (

    select indicator_id
    from framework_pieces('framework_steps')
    where step = $step and state in ('missing', 'not_recorded')

)

select *
from framework_steps
where
    ($partner is null or partner = $partner)
    and ($theme is null or theme = $theme)
    and ($collection is null or collection = $collection)
    and ($step is null or indicator_id in (select lacking.indicator_id from lacking))
order by missing_steps = 0, missing_steps, name, indicator_id
