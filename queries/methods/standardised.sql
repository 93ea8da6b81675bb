-- Directly standardised rates and indirectly standardised ratios and rates, with their limits.
-- Source: Dobson et al. (1991) for limits of direct, Byar and exact Poisson for those of indirect
-- standardisation; Public Health England, Technical guide; as in PHEindicatormethods 2.1.0.
-- A rate of fewer than 10 events in all is not given.

-- Directly standardised rate of each series. The relation has one row per series and age band with
-- events, population and standard_population, and squared_events: the sum over people of the
-- square of how often each was counted, which is events again where nobody is counted twice.
-- Missing events are none. Grain: one row per series.
create or replace macro directly_standardised(
    relation, multiplier := 100000, confidence := 0.95
) as table
    with bands as (

        select
            series,
            coalesce(cast(events as double), 0) as events,
            coalesce(cast(squared_events as double), 0) as squared_events,
            cast(population as double) as population,
            cast(standard_population as double) as weight,
            coalesce(
                rate_fault(coalesce(events, 0), population),
                rate_fault(coalesce(squared_events, 0), population),
                if(coalesce(standard_population >= 0, false), null, 'missing_standard_population')
            ) as fault
        from query_table(relation)

    ),

    summed as (

        select
            series,
            sum(events) as events,
            sum(population) as population,
            min(fault) as fault,
            sum(weight * events / population) / sum(weight) as rate,
            sum(weight ** 2 * squared_events / population ** 2) / sum(weight) ** 2 as variance
        from bands
        group by series

    ),

    explained as (

        select
            *,
            case
                when fault is not null then fault
                when events < 10 then 'fewer_than_10_events'
                when not coalesce(isfinite(rate), false) then 'missing_standard_population'
            end as reason,
            if(reason is null, multiplier * rate, null) as value,
            sqrt(variance / events) * multiplier as scale
        from summed

    )

    select
        series,
        events,
        population,
        value,
        value + scale * (byar_lower(events, confidence) - events) as lower_limit,
        value + scale * (byar_upper(events, confidence) - events) as upper_limit,
        if(reason is null, 'dobson', null) as method,
        reason
    from explained;

-- Indirectly standardised ratio (observed to expected) and rate of each series. The relation has
-- one row per series and age band with events, population, reference_events and
-- reference_population: the caller joins the reference by age band. Grain: one row per series.
create or replace macro indirectly_standardised(
    relation, multiplier := 100000, confidence := 0.95
) as table
    with bands as (

        select
            series,
            cast(events as double) as events,
            cast(population as double) as population,
            cast(reference_events as double) as reference_events,
            cast(reference_population as double) as reference_population,
            coalesce(
                rate_fault(events, population),
                if(rate_fault(reference_events, reference_population) is null, null, 'no_reference')
            ) as fault
        from query_table(relation)

    ),

    summed as (

        select
            series,
            min(fault) as fault,
            sum(events) as observed,
            sum(population * reference_events / reference_population) as expected,
            sum(reference_events) / sum(reference_population) as reference_rate
        from bands
        group by series

    ),

    explained as (

        select
            *,
            case
                when fault is not null then fault
                when expected = 0 then 'nothing_expected'
                when events_lower(observed) is null then 'fraction_of_an_event'
            end as reason,
            if(fault is null, nullif(expected, 0), null) as usable
        from summed

    )

    select
        series,
        observed,
        usable as expected,
        multiplier * reference_rate as reference_rate,
        observed / usable as ratio,
        events_lower(observed, confidence) / usable as ratio_lower_limit,
        events_upper(observed, confidence) / usable as ratio_upper_limit,
        observed / usable * reference_rate * multiplier as rate,
        events_lower(observed, confidence) / usable * reference_rate * multiplier
            as rate_lower_limit,
        events_upper(observed, confidence) / usable * reference_rate * multiplier
            as rate_upper_limit,
        if(reason is null, events_method(observed), null) as method,
        reason
    from explained;
