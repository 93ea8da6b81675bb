-- How far one indicator moved over the same number of months in an area and in others, from and to
-- the same periods: up to the area's latest settled one. The first of area_codes is the area
-- itself. What is counted moves in per cent, for it follows the size of a place. No change is given
-- across a break in the series. The quarters are those of the others' changes, from five of them.
-- Grain: one row per area.
-- Parameters: indicator_id, area_codes, months.
with series as materialized (

    select
        *,
        months_in(period_start, period_end) as length
    from area_series($area_codes, $indicator_id)
    where value is not null and is_settled(value_note)

),

latest as (

    select
        period_start,
        period_end,
        length
    from series
    where area_code = $area_codes[1]
    order by period_end desc, period_start
    limit 1

),

changes as (

    select
        ends.area_code,
        starts.period_label as first_label,
        ends.period_label as last_label,
        starts.value as first_value,
        ends.value as last_value,
        indicators.method = 'count' as is_relative,
        case
            when indicators.method != 'count' then ends.value - starts.value
            when starts.value > 0 then 100 * (ends.value / starts.value - 1)
        end as change
    from series as ends
    inner join latest
        on ends.period_start = latest.period_start and ends.period_end = latest.period_end
    inner join series as starts
        on
            ends.area_code = starts.area_code
            and ends.stretch = starts.stretch
            and latest.length = starts.length
            and cast(latest.period_start - to_months(cast($months as integer)) as date)
            = starts.period_start
    inner join indicators on ends.indicator_id = indicators.indicator_id

),

placed as (

    select
        areas.area_code,
        areas.name as area_name,
        areas.area_code != $area_codes[1] as is_peer,
        changes.* exclude (area_code)
    from areas
    left join changes on areas.area_code = changes.area_code
    where list_contains($area_codes, areas.area_code)

),

others as (

    select
        count(change) as peer_values,
        if(peer_values < 5, null, quantile_cont(change, 0.25)) as first_bound,
        if(peer_values < 5, null, quantile_cont(change, 0.5)) as middle_bound,
        if(peer_values < 5, null, quantile_cont(change, 0.75)) as third_bound
    from placed
    where is_peer

)

select
    placed.*,
    others.*
from placed
cross join others
order by placed.is_peer, placed.change desc nulls last, placed.area_name, placed.area_code
