-- How much is late, from how many partners and for how long at most, and what is due next.
-- Grain: one row.
-- Builds on: expected_results.
-- Parameters: partner, theme, collection.
with chosen as (

    select *
    from expected_results
    where
        ($partner is null or partner = $partner)
        and ($theme is null or theme = $theme)
        and ($collection is null or collection = $collection)

),

soonest as (

    select min(due_date) as next_due_date
    from chosen
    where state = 'due'

)

select
    soonest.next_due_date,
    count(*) filter (where chosen.state = 'late') as late,
    count(distinct chosen.partner) filter (where chosen.state = 'late') as late_partners,
    max(chosen.days_after_due) filter (where chosen.state = 'late') as longest_late,
    count(*) filter (
        where chosen.state = 'due' and chosen.due_date = soonest.next_due_date
    ) as next_due
from soonest
left join chosen on true
group by soonest.next_due_date
order by soonest.next_due_date
