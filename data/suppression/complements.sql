-- Cells to hide next: one wherever a total and its parts have exactly one hidden.
-- Parts are the areas below an area, or the categories of a breakdown of one area. The smallest
-- part that is not zero goes, one that was hidden before sooner than any other.
-- Grain: one row per cell to hide.
-- Parameters: none.
create or replace temp table complements as
with parts as (

    select
        'area' as total_kind,
        cells.*,
        cells.parent_code as total_area,
        cells.breakdown_type as total_type,
        cells.breakdown as total_breakdown,
        cells.area_type as family
    from cells
    where cells.parent_code is not null
    union all
    select
        'breakdown' as total_kind,
        cells.*,
        cells.area_code as total_area,
        'all' as total_type,
        'all' as total_breakdown,
        cells.breakdown_type as family
    from cells
    where cells.breakdown_type <> 'all'

),

ranked as (

    select
        parts.place,
        parts.is_hidden,
        cells.is_hidden::integer
        + sum(parts.is_hidden::integer) over equation as hidden_count,
        count(*) over equation as part_count,
        row_number() over (
            equation
            order by
                parts.is_hidden or coalesce(parts.amount, 0) = 0,
                parts.was_hidden desc,
                parts.amount,
                parts.area_code,
                parts.breakdown
        ) as turn,
        coalesce(parts.amount, 0) as amount
    from parts
    inner join cells
        on
            parts.indicator_id = cells.indicator_id
            and parts.total_area = cells.area_code
            and parts.department_code = cells.department_code
            and parts.total_type = cells.breakdown_type
            and parts.total_breakdown = cells.breakdown
            and parts.period_start = cells.period_start
            and parts.period_end = cells.period_end
    window equation as (
        partition by
            parts.total_kind,
            parts.family,
            parts.indicator_id,
            parts.total_area,
            parts.department_code,
            parts.total_type,
            parts.total_breakdown,
            parts.period_start,
            parts.period_end
    )

)

select distinct ranked.place
from ranked
where
    ranked.hidden_count = 1
    and ranked.part_count > 1
    and ranked.turn = 1
    and not ranked.is_hidden
    and ranked.amount <> 0
