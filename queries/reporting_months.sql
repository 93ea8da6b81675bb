-- How many results each partner owes month by month, by the month they are due in: came, came late,
-- late, or due. What is owed from before the first month is counted in a month before it.
-- Grain: one row per partner and month.
-- Builds on: expected_results.
-- Parameters: today, partner, theme, collection.
with chosen as (

    select
        *,
        greatest(
            date_trunc('month', due_date), date_trunc('month', $today) - interval 13 months
        ) as month_start
    from expected_results
    where
        ($partner is null or partner = $partner)
        and ($theme is null or theme = $theme)
        and ($collection is null or collection = $collection)

),

months as (

    select cast(date_trunc('month', $today) + to_months(counted.ahead) as date) as month_start
    from range(-12, 7) as counted (ahead)

    union

    select distinct month_start from chosen

),

partners as (

    select distinct partner
    from chosen

)

select
    partners.partner,
    months.month_start,
    strftime(months.month_start, '%b %Y') as month,
    months.month_start < date_trunc('month', $today) - interval 12 months as is_earlier,
    months.month_start = date_trunc('month', $today) as is_current,
    count(*) filter (where chosen.state = 'received') as received,
    count(*) filter (where chosen.state = 'received_late') as received_late,
    count(*) filter (where chosen.state = 'late') as late,
    count(*) filter (where chosen.state = 'due') as due
from partners
cross join months
left join chosen
    on partners.partner = chosen.partner and months.month_start = chosen.month_start
group by partners.partner, months.month_start
order by partners.partner, months.month_start
