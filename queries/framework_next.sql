-- What is missing next, partner by partner: of each indicator that lacks something the first thing
-- in the order of the eight pieces. What completes most indicators comes first.
-- Grain: one row per partner and item.
-- Builds on: framework_steps.
-- Parameters: partner, theme, collection.
select
    partner,
    split_part(lacks, ',', 1) as item,
    count(*) filter (where missing_steps = 1) as would_complete,
    count(*) as indicators,
    string_agg(name, '; ' order by name, indicator_id) as names
from framework_steps
where
    lacks != ''
    and ($partner is null or partner = $partner)
    and ($theme is null or theme = $theme)
    and ($collection is null or collection = $collection)
group by partner, item
order by would_complete desc, indicators desc, partner, item
