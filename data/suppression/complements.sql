-- Cells to hide next: one part of every total whose hidden cells could be worked out.
-- That is so where exactly one of a total and its parts is hidden, and where the total is shown and
-- what its hidden parts add up to is below the threshold: two that add up to 2 are 1 and 1, because
-- a zero is shown. The smallest part that is not zero goes, one hidden before sooner than others.
-- Grain: one row per cell to hide.
-- Parameters: none.
create or replace temp table complements as
with ranked as (

    select
        parts.place,
        parts.is_hidden,
        parts.amount,
        parts.threshold,
        totals.is_hidden as is_total_hidden,
        sum(parts.is_hidden::integer) over equation as hidden_parts,
        count(*) over equation as part_count,
        -- worked out from what is shown, as a reader would
        totals.count_of
        - sum(if(parts.is_hidden, 0, coalesce(parts.count_of, 0))) over equation as hidden_sum,
        row_number() over (
            equation
            order by
                parts.is_hidden or coalesce(parts.amount, 0) = 0,
                parts.was_hidden desc,
                parts.amount,
                parts.area_code,
                parts.department_code,
                parts.breakdown,
                parts.period_start
        ) as turn
    from equations
    inner join cells as parts on equations.place = parts.place
    inner join cells as totals on equations.total = totals.place
    window equation as (partition by equations.total, equations.kind, equations.family)

)

select distinct ranked.place
from ranked
where
    ranked.turn = 1
    and not ranked.is_hidden
    and coalesce(ranked.amount, 0) != 0
    and ranked.part_count > 1
    and (
        ranked.hidden_parts + ranked.is_total_hidden::integer = 1
        or (
            ranked.hidden_parts > 1
            and not ranked.is_total_hidden
            -- otherwise the parts are not such that they add up to the total
            and ranked.hidden_sum > 0
            and ranked.hidden_sum < ranked.threshold
        )
    )
