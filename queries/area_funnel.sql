-- Areas on a funnel plot: one indicator in one period by the size of each area, and which areas
-- lie further from the average than their size explains.
-- The average is the parent's own value where that is settled and made of counts, otherwise that
-- of the areas. Only proportions and rates with counts have a place: what is hidden, unsettled or
-- not made of counts has none and says why. Of those beyond the 99.8 per cent limits, beyond_rank
-- counts from the one furthest out, in standard errors of the average at its size.
-- Grain: one row per area.
-- Builds on: area_values.
-- Parameters: none.
with counts as (

    select * from funnel_counts('area_values')

),

counted as (

    select
        area_code,
        numerator,
        denominator
    from counts
    where reason is null

),

whole as (

    select
        any_value(method) as method,
        any_value(multiplier) as multiplier,
        any_value(polarity) as polarity,
        any_value(whole_average) as average
    from counts

),

placed as (

    select places.*
    from
        funnel_places(
            'counted', (select method from whole), baseline := (select average from whole)
        ) as places
    inner join counted on places.area_code = counted.area_code

),

compared as (

    select
        placed.area_code,
        whole.multiplier * placed.value as value,
        whole.multiplier * placed.average as average,
        if(whole.average is null, 'areas', 'parent') as baseline,
        comparison_of_two_levels(
            placed.average,
            placed.lower_95,
            placed.upper_95,
            placed.lower_998,
            placed.upper_998,
            whole.polarity
        ) as comparison,
        if(
            placed.place in ('highest', 'lowest'),
            abs(placed.value - placed.average) * sqrt(placed.denominator)
            / if(whole.method = 'proportion', sqrt(1 - placed.average), 1),
            null
        ) as beyond
    from placed
    cross join whole

)

select
    area_values.area_code,
    area_values.area_name,
    area_values.period_label,
    counted.numerator,
    counted.denominator,
    compared.value,
    compared.average,
    compared.baseline,
    compared.comparison,
    if(
        compared.beyond is null,
        null,
        row_number() over (order by compared.beyond desc nulls last, area_values.area_code)
    ) as beyond_rank,
    area_values.parent_name,
    counts.reason,
    area_values.role
from area_values
inner join counts on area_values.area_code = counts.area_code
left join counted on area_values.area_code = counted.area_code
left join compared on area_values.area_code = compared.area_code
order by compared.value desc nulls last, area_values.area_name, area_values.area_code
