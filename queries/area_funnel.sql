-- Areas on a funnel plot: one indicator in one period by the size of each area, and which areas
-- lie further from the average than their size explains.
-- The average is the parent's own value where that is settled and made of counts, otherwise that
-- of the areas. Only proportions and rates with counts have a place: what is hidden, unsettled or
-- not made of counts has none and says why. Of those beyond the 99.8 per cent limits, beyond_rank
-- counts from the one furthest out, in standard errors of the average at its size.
-- Grain: one row per area.
-- Parameters: indicator_id, area_codes, parent_code, period_start, period_end, focus_code.
with measured as (

    select
        observations.*,
        indicators.method,
        indicators.multiplier,
        indicators.polarity,
        counts_fault(indicators.method, observations.numerator, observations.denominator) as fault,
        case
            when indicators.method not in ('proportion', 'rate') then 'not_made_of_counts'
            when observations.value is null then observations.value_note
            when not is_settled(observations.value_note) then 'not_settled'
            when fault is not null then fault
            when
                not is_own_quotient(
                    observations.value,
                    indicators.multiplier,
                    observations.numerator,
                    observations.denominator
                )
                then 'not_made_of_counts'
        end as reason
    from observations
    inner join indicators on observations.indicator_id = indicators.indicator_id
    where
        observations.indicator_id = $indicator_id
        and list_contains($area_codes, observations.area_code)
        and observations.period_start = $period_start
        and observations.period_end = $period_end
        and observations.department_code is null
        and observations.breakdown_type = 'all'

),

counted as (

    select
        area_code,
        numerator,
        denominator
    from measured
    where reason is null and area_code != $parent_code

),

whole as (

    select
        any_value(method) as method,
        any_value(multiplier) as multiplier,
        any_value(polarity) as polarity,
        max(numerator / denominator)
        filter (where area_code = $parent_code and reason is null) as average
    from measured

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
        placed.numerator,
        placed.denominator,
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
    shown.area_code,
    shown.name as area_name,
    measured.period_label,
    measured.method,
    measured.multiplier,
    compared.numerator,
    compared.denominator,
    compared.value,
    compared.average,
    compared.baseline,
    compared.comparison,
    if(
        compared.beyond is null,
        null,
        row_number() over (order by compared.beyond desc nulls last, shown.area_code)
    ) as beyond_rank,
    parents.name as parent_name,
    if(measured.indicator_id is null, 'missing', measured.reason) as reason,
    if(shown.area_code = $focus_code, 'this', 'other') as role
from areas as shown
left join measured on shown.area_code = measured.area_code
left join compared on shown.area_code = compared.area_code
left join areas as parents on parents.area_code = $parent_code
where list_contains($area_codes, shown.area_code) and shown.area_code != $parent_code
order by compared.value desc nulls last, shown.name, shown.area_code
