-- Indicators whose new and changed values are suddenly more than ten times, or less than a tenth,
-- of those published for the same areas and breakdowns: a sign of another unit.
-- Grain: one row per indicator.
-- Parameters: none.
with levels_incoming as (

    select
        indicator_id,
        area_code,
        department_code,
        breakdown_type,
        breakdown,
        min(row_number) as row_number,
        count(*) as row_count,
        median(abs(value)) as level
    from incoming
    where
        value <> 0
        and place in (select changed.place from changed)
    group by all

),

levels_published as (

    select
        indicator_id,
        area_code,
        department_code,
        breakdown_type,
        breakdown,
        median(abs(value)) as level
    from published
    where value <> 0
    group by all

),

jumps as (

    select
        levels_incoming.indicator_id,
        min(levels_incoming.row_number) as row_number,
        sum(levels_incoming.row_count) as row_count,
        median(levels_incoming.level) as median_incoming,
        median(levels_published.level) as median_published
    from levels_incoming
    inner join levels_published
        on
            levels_incoming.indicator_id = levels_published.indicator_id
            and levels_incoming.area_code = levels_published.area_code
            and levels_incoming.department_code
            is not distinct from levels_published.department_code
            and levels_incoming.breakdown_type = levels_published.breakdown_type
            and levels_incoming.breakdown = levels_published.breakdown
    group by levels_incoming.indicator_id

)

select
    indicator_id,
    row_number,
    row_count,
    median_incoming,
    median_published
from jumps
where
    median_incoming > 10 * median_published
    or median_incoming < 0.1 * median_published
order by indicator_id
