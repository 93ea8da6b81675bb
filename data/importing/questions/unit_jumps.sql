-- Indicators whose values are suddenly more than ten times, or less than a tenth, of those
-- published for the same areas and breakdowns: a sign of another unit.
-- Grain: one row per indicator.
-- Parameters: none.
with jumps as (

    select
        incoming.indicator_id,
        min(incoming.row_number) as row_number,
        count(distinct incoming.place) as row_count,
        median(abs(incoming.value)) as median_incoming,
        median(abs(published.value)) as median_published
    from incoming
    inner join published
        on
            incoming.indicator_id = published.indicator_id
            and incoming.area_code = published.area_code
            and incoming.department_code is not distinct from published.department_code
            and incoming.breakdown_type = published.breakdown_type
            and incoming.breakdown = published.breakdown
    where
        incoming.value <> 0
        and published.value <> 0
    group by incoming.indicator_id

)

select
    jumps.indicator_id,
    jumps.row_number,
    jumps.row_count,
    jumps.median_incoming,
    jumps.median_published
from jumps
where
    jumps.median_incoming > 10 * jumps.median_published
    or jumps.median_incoming < 0.1 * jumps.median_published
order by jumps.indicator_id
