-- How many scorecard indicators have every piece of work that can be recorded, what is missing next
-- for most of the others, where the catalogue's own claim differs from the facts, and how many owe
-- results on no set day.
-- Grain: one row.
-- Builds on: framework_steps.
-- Parameters: partner, theme, collection.
with chosen as (

    select * from framework_steps
    where
        ($partner is null or partner = $partner)
        and ($theme is null or theme = $theme)
        and ($collection is null or collection = $collection)

),

next_items as (

    select
        split_part(lacks, ',', 1) as item,
        count(*) as indicators
    from chosen
    where lacks != ''
    group by item

),

most as (

    select
        item as next_item,
        indicators as next_indicators
    from next_items
    order by indicators desc, item
    limit 1

),

counted as (

    select
        count(*) as indicators,
        count(*) filter (where missing_steps = 0) as complete,
        count(*) filter (where claim = 'more') as claims_more,
        count(*) filter (where claim = 'less') as claims_less,
        count(*) filter (where period_end is not null and next_due_date is null) as without_day,
        count(*) filter (where period_end is null) as never_received
    from chosen

)

select
    counted.*,
    most.next_item,
    most.next_indicators
from counted
left join most on true
order by counted.indicators
