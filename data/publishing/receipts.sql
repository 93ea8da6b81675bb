-- Receipts after a publish: those there were, and one for each period that a batch brings results
-- for and did not before. Results of whole areas count: their parts come with them.
-- A batch that revises results takes over the day on which the first of them came.
-- Grain: one row per indicator, area type, period and batch.
-- Parameters: day.
with whole as (

    select
        arriving.*,
        areas.area_type
    from arriving
    inner join areas on arriving.area_code = areas.area_code
    where arriving.department_code is null and arriving.breakdown_type = 'all'

),

revised as (

    select
        whole.indicator_id,
        whole.area_type,
        whole.period_start,
        whole.period_end,
        whole.batch_id,
        published.batch_id is not null as is_revised,
        receipts.first_received_date
    from whole
    left join published
        on
            whole.indicator_id = published.indicator_id
            and whole.area_code = published.area_code
            and whole.period_start = published.period_start
            and whole.period_end = published.period_end
            and published.department_code is null
            and published.breakdown_type = 'all'
    left join receipts
        on
            whole.indicator_id = receipts.indicator_id
            and whole.area_type = receipts.area_type
            and whole.period_start = receipts.period_start
            and whole.period_end = receipts.period_end
            and published.batch_id = receipts.batch_id

),

brought as (

    select
        indicator_id,
        area_type,
        period_start,
        period_end,
        batch_id,
        cast($day as date) as received_date,
        if(
            bool_or(is_revised and first_received_date is null),
            null,
            coalesce(min(first_received_date), cast($day as date))
        ) as first_received_date
    from revised
    group by indicator_id, area_type, period_start, period_end, batch_id

)

select * from receipts

union all

select brought.*
from brought
anti join receipts
    on
        brought.indicator_id = receipts.indicator_id
        and brought.area_type = receipts.area_type
        and brought.period_start = receipts.period_start
        and brought.period_end = receipts.period_end
        and brought.batch_id = receipts.batch_id
order by indicator_id, area_type, period_start, period_end, batch_id
