-- Who owes which result for which period, when it is due, and when it came: what is late first,
-- longest owed first; then what is due next; then what came, newest first.
-- Grain: one row per indicator and period.
-- Builds on: expected_results.
-- Then: reporting_labels.
-- Parameters: today, partner, theme, collection, indicator_id.
with placed as (

    select
        *,
        case state when 'late' then 0 when 'due' then 1 else 2 end as place,
        date_diff('day', $today, due_date)
        * if(state in ('received', 'received_late'), -1, 1) as days
    from expected_results
    where
        ($partner is null or partner = $partner)
        and ($theme is null or theme = $theme)
        and ($collection is null or collection = $collection)
        and ($indicator_id is null or indicator_id = $indicator_id)

)

select * exclude (place, days)
from placed
order by place, days, name, indicator_id, period_end
