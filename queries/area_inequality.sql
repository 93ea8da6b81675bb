-- How one indicator differs between the most and the least deprived fifth of some areas, in every
-- period: values of the fifths and the slope and relative index of inequality.
-- Fifth 1 holds the most deprived areas: those with the highest values of the deprivation
-- indicator, at its latest before the period asked for ends, or at its first. All periods keep the
-- same fifths, so that what changes is the indicator and not who is in which. Both indices are the
-- most deprived end against the least deprived one.
-- An area whose value is hidden, missing or unsettled is left out of its period. A period that
-- leaves out more than a tenth of the people has no index and a reason: an area's people are its
-- average denominator. Values on either side of a break belong to different stretches.
-- Grain: one row per period and fifth.
-- Then: inequality.
-- Parameters: indicator_id, area_codes, parent_code, deprivation_id, period_start, period_end.
with indicator as (

    select
        method,
        multiplier
    from indicators
    where indicator_id = $indicator_id

),

shown as (

    select area_code
    from areas
    where list_contains($area_codes, area_code) and area_code != $parent_code

),

ranking as (

    select
        observations.area_code,
        observations.value,
        observations.period_label
    from observations
    inner join shown on observations.area_code = shown.area_code
    where
        observations.indicator_id = $deprivation_id
        and observations.department_code is null
        and observations.breakdown_type = 'all'
        and observations.value is not null
    qualify
        observations.period_end
        = coalesce(
            max(observations.period_end)
            filter (where observations.period_end <= $period_end) over (),
            min(observations.period_end) over ()
        )

),

ranked as (

    select
        'all' as peers,
        shown.area_code,
        ranking.value
    from shown
    left join ranking on shown.area_code = ranking.area_code

),

fifths as (

    select
        places.area_code,
        places.quantile as fifth
    from quantiles_of('ranked', 5) as places
    inner join ranked on places.area_code = ranked.area_code

),

series as materialized (

    select
        observed.*,
        observed.stretch > lag(observed.stretch) over (
            partition by observed.area_code order by observed.period_end
        ) as is_break
    from area_series($area_codes, $indicator_id) as observed
    where observed.area_code != $parent_code

),

periods as (

    select
        period_start,
        period_end,
        any_value(period_label) as period_label,
        count(*) filter (where bool_or(is_break)) over (order by period_end) as stretch
    from series
    group by period_start, period_end

),

cells as (

    select
        fifths.area_code,
        fifths.fifth,
        periods.period_start,
        periods.period_end,
        series.numerator,
        series.denominator,
        avg(series.denominator) over (partition by fifths.area_code) as own_people,
        case
            when indicator.method not in ('proportion', 'rate') then 'not_made_of_counts'
            when series.value is null then coalesce(series.value_note, 'missing')
            when not is_settled(series.value_note) then 'not_settled'
            when
                counts_fault(indicator.method, series.numerator, series.denominator) is not null
                then counts_fault(indicator.method, series.numerator, series.denominator)
            when
                not is_own_quotient(
                    series.value, indicator.multiplier, series.numerator, series.denominator
                )
                then 'not_made_of_counts'
            when fifths.fifth is null then 'missing_deprivation'
        end as reason
    from fifths
    cross join periods
    cross join indicator
    left join series
        on
            fifths.area_code = series.area_code
            and periods.period_start = series.period_start
            and periods.period_end = series.period_end

),

sized as (

    select
        *,
        -- an area that never says how many people it has counts as one of average size
        coalesce(own_people, avg(own_people) over (), 1) as people
    from cells

),

coverage_of_periods as (

    select
        period_start,
        period_end,
        count(*) as areas,
        count(reason) as areas_left_out,
        mode(reason) as main_reason,
        coalesce(sum(people) filter (where reason is not null), 0) / sum(people)
            as share_left_out,
        case
            when count(fifth) = 0 and areas >= 5 then 'missing_deprivation'
            when count(fifth) < 5 then 'fewer_than_5_areas'
            when share_left_out > 0.1 then main_reason
        end as reason
    from sized
    group by period_start, period_end

),

summed as (

    select
        sized.period_end as series,
        sized.period_start,
        sized.period_end,
        sized.fifth as quantile,
        count(*) as areas_in_fifth,
        sum(sized.numerator) as numerator,
        sum(sized.denominator) as population,
        sum(sized.numerator) / sum(sized.denominator) as value
    from sized
    inner join coverage_of_periods
        on
            sized.period_start = coverage_of_periods.period_start
            and sized.period_end = coverage_of_periods.period_end
    where sized.reason is null and coverage_of_periods.reason is null
    group by sized.period_start, sized.period_end, sized.fifth

),

indices as (

    select *
    from slope_indices('summed', multiplier := (select -multiplier from indicator))

)

select
    periods.period_start,
    periods.period_end,
    periods.period_label,
    periods.stretch,
    periods.period_start = $period_start and periods.period_end = $period_end as is_chosen,
    summed.quantile as fifth,
    summed.areas_in_fifth,
    sum(summed.population) over from_most_deprived
    / sum(summed.population) over (partition by periods.period_end) as share_to,
    share_to
    - summed.population / sum(summed.population) over (partition by periods.period_end)
        as share_from,
    summed.numerator,
    summed.population as denominator,
    indicator.multiplier * summed.value as value,
    lower_limit_of(
        null,
        indicator.multiplier * summed.value,
        indicator.method,
        indicator.multiplier,
        summed.numerator,
        summed.population
    ) as lower_limit,
    upper_limit_of(
        null,
        indicator.multiplier * summed.value,
        indicator.method,
        indicator.multiplier,
        summed.numerator,
        summed.population
    ) as upper_limit,
    indicator.multiplier,
    indicator.multiplier * indices.intercept as most_deprived_end,
    indices.slope_index,
    -- a line that has reached zero gives no ratio of its ends
    if(
        most_deprived_end > greatest(indices.slope_index, 0), indices.relative_index, null
    ) as relative_index,
    coverage_of_periods.areas,
    coverage_of_periods.areas_left_out,
    coverage_of_periods.share_left_out,
    coverage_of_periods.main_reason,
    (select any_value(period_label) from ranking) as ranked_in,
    (
        select name from indicators
        where indicator_id = $deprivation_id
    ) as ranked_by,
    coalesce(coverage_of_periods.reason, indices.reason) as reason
from periods
cross join indicator
inner join coverage_of_periods
    on
        periods.period_start = coverage_of_periods.period_start
        and periods.period_end = coverage_of_periods.period_end
left join summed
    on
        periods.period_start = summed.period_start
        and periods.period_end = summed.period_end
left join indices on periods.period_end = indices.series
window from_most_deprived as (partition by periods.period_end order by summed.quantile)
order by periods.period_end, periods.period_start, fifth
