-- Totals that differ by more than half a per cent from the sum of all the areas below them.
-- Only totals or parts that the import touches; incoming rows stand in for published ones.
-- Grain: one row per total and type of area below it.
-- Parameters: none.
with results as (

    select
        incoming.*,
        true as is_incoming
    from incoming
    union all
    select
        published.*,
        null as row_number,
        false as is_incoming
    from published
    anti join incoming
        on
            published.indicator_id = incoming.indicator_id
            and published.area_code = incoming.area_code
            and published.department_code is not distinct from incoming.department_code
            and published.breakdown_type = incoming.breakdown_type
            and published.breakdown = incoming.breakdown
            and published.period_start = incoming.period_start
            and published.period_end = incoming.period_end

),

amounts as (

    select
        results.*,
        areas.name,
        areas.area_type,
        areas.parent_code,
        case
            when indicators.method = 'count' then results.value
            else results.numerator
        end as amount
    from results
    inner join indicators
        on results.indicator_id = indicators.indicator_id
    inner join areas
        on results.area_code = areas.area_code
    where indicators.method in ('count', 'proportion', 'rate')

),

families as (

    select
        areas.parent_code,
        areas.area_type,
        count(*) as area_count
    from areas
    group by areas.parent_code, areas.area_type
    -- One area alone is no whole family: the table holds London but not England's other regions.
    having area_count > 1

),

sums as (

    select
        amounts.indicator_id,
        amounts.parent_code,
        amounts.area_type,
        amounts.department_code,
        amounts.breakdown_type,
        amounts.breakdown,
        amounts.period_start,
        amounts.period_end,
        min(amounts.row_number) as row_number,
        bool_or(amounts.is_incoming) as is_incoming,
        count(amounts.amount) as area_count,
        sum(amounts.amount) as amount
    from amounts
    group by all

)

select
    amounts.indicator_id,
    amounts.name,
    amounts.period_label,
    coalesce(amounts.row_number, sums.row_number) as row_number,
    amounts.amount as total,
    sums.amount as sum_of_areas,
    sums.area_count,
    sums.area_type
from amounts
inner join sums
    on
        amounts.indicator_id = sums.indicator_id
        and amounts.area_code = sums.parent_code
        and amounts.department_code is not distinct from sums.department_code
        and amounts.breakdown_type = sums.breakdown_type
        and amounts.breakdown = sums.breakdown
        and amounts.period_start = sums.period_start
        and amounts.period_end = sums.period_end
inner join families
    on
        sums.parent_code = families.parent_code
        and sums.area_type = families.area_type
        and sums.area_count = families.area_count
where
    (amounts.is_incoming or sums.is_incoming)
    and abs(amounts.amount - sums.amount) > greatest(0.005 * abs(amounts.amount), 1)
order by amounts.indicator_id, amounts.period_start, amounts.name, sums.area_type
