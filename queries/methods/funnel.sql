-- Funnel plots: which areas differ from the average by more than their size explains.
-- Source: Spiegelhalter (2005); UKHSA, Technical guide: funnel plots; as in PHEindicatormethods
-- 2.1.0, except that an upper limit is capped at a proportion of 1 and not at 100 of whatever.

-- Chance of at most `events` where `expected` are expected, and of exactly so many (Poisson).
create or replace macro poisson_exactly(events, expected) as
    exp(events * ln(expected) - expected - lgamma(events + 1));

create or replace macro poisson_at_most(events, expected) as
    list_sum(
        list_transform(range(0, events + 1), lambda count: poisson_exactly(count, expected))
    );

-- One step of Newton's method towards the expected number at which at most `events` has a chance.
create or replace macro poisson_expected_nearer(events, chance, expected) as
    expected + (poisson_at_most(events, expected) - chance) / poisson_exactly(events, expected);

-- Position of every area on a funnel. The relation has the columns area_code, numerator and
-- denominator (observed and expected for a ratio). `kind` is proportion, rate or ratio; `baseline`
-- the average of the areas unless given, for a ratio 1. Another kind, such as a directly
-- standardised rate, gives no rows. `place` is highest or lowest outside the 99.8 per cent limits,
-- higher or lower outside the 95 per cent ones, else similar.
-- Grain: one row per area.
create or replace macro funnel_places(relation, kind, baseline := null) as table
    with explained as (

        select
            area_code,
            cast(numerator as double) as numerator,
            cast(denominator as double) as denominator,
            case
                when kind = 'proportion' then proportion_fault(numerator, denominator)
                else rate_fault(numerator, denominator)
            end as fault
        from query_table(relation)
        where kind in ('proportion', 'rate', 'ratio')

    ),

    averaged as (

        select
            *,
            case
                when baseline is not null then cast(baseline as double)
                when kind = 'ratio' then 1
                else
                    sum(numerator) filter (where fault is null) over ()
                    / sum(denominator) filter (where fault is null) over ()
            end as average
        from explained

    ),

    limited as (

        select
            *,
            if(fault is null, numerator / denominator, null) as value,
            if(
                kind = 'proportion',
                wilson_lower(numerator, denominator, 95),
                rate_lower(numerator, denominator, 95)
            ) as lower_95,
            if(
                kind = 'proportion',
                wilson_upper(numerator, denominator, 95),
                rate_upper(numerator, denominator, 95)
            ) as upper_95,
            if(
                kind = 'proportion',
                wilson_lower(numerator, denominator, 99.8),
                rate_lower(numerator, denominator, 99.8)
            ) as lower_998,
            if(
                kind = 'proportion',
                wilson_upper(numerator, denominator, 99.8),
                rate_upper(numerator, denominator, 99.8)
            ) as upper_998
        from averaged

    )

    select
        area_code,
        numerator,
        denominator,
        value,
        average,
        lower_95,
        upper_95,
        lower_998,
        upper_998,
        comparison_of_two_levels(average, lower_95, upper_95, lower_998, upper_998, 'none')
            as place,
        case
            when fault is not null then fault
            when lower_95 is null then 'fraction_of_an_event'
        end as reason
    from limited;

-- Sizes at which to draw a funnel: whole numbers, each the same factor further until the largest.
-- Grain: one row per size.
create or replace macro funnel_sizes(largest, smallest := 1, points := 100) as table
    with recursive sizes as (

        select
            1 as position,
            cast(smallest as bigint) as size

        union all

        select
            position + 1 as position,
            greatest(
                size + 1,
                cast(
                    round_even((largest / size) ** (1.0 / (points - position)) * size, 0) as bigint
                )
            ) as size
        from sizes
        where position < points and size < largest

    )

    select size
    from sizes;

-- Limits round the average of a proportion by denominator. Grain: one row per size.
create or replace macro funnel_proportion_limits(
    average, largest, smallest := 1, points := 100
) as table
    with spread as (

        select
            size,
            sqrt(average * (1 - average) / cast(size as double)) as error
        from funnel_sizes(largest, smallest := smallest, points := points)
        where average between 0 and 1

    )

    select
        size as denominator,
        average,
        greatest(average - deviate_of(95) * error, 0) as lower_95,
        least(average + deviate_of(95) * error, 1) as upper_95,
        greatest(average - deviate_of(99.8) * error, 0) as lower_998,
        least(average + deviate_of(99.8) * error, 1) as upper_998
    from spread;

-- Limits round a ratio of 1 for a number of observed events, each with the expected number at
-- which it lies: exact Poisson limits, from Byar's by four steps of Newton's method. For a rate:
-- the ratio times the average rate, at expected / average rate people.
-- Grain: one row per number of observed events.
create or replace macro funnel_ratio_limits(largest, smallest := 1, points := 100) as table
    with recursive curves as (

        select
            size as observed,
            unnest([95, 95, 99.8, 99.8]) as confidence,
            unnest([true, false, true, false]) as is_lower,
            unnest([0.025, 0.975, 0.001, 0.999]) as chance
        from funnel_sizes(largest, smallest := smallest, points := points)

    ),

    starts as (

        select
            observed,
            confidence,
            is_lower,
            cast(chance as double) as chance,
            if(is_lower, observed, observed - 1) as events,
            if(
                is_lower,
                events_upper(observed, confidence),
                events_lower(observed, confidence)
            ) as expected
        from curves

    ),

    steps as (

        select
            *,
            0 as step
        from starts

        union all

        select
            observed,
            confidence,
            is_lower,
            chance,
            events,
            poisson_expected_nearer(events, chance, expected) as expected,
            step + 1 as step
        from steps
        where step < 4

    ),

    limits as (

        select
            observed,
            max(expected) filter (where is_lower and confidence = 95) as lower_95_expected,
            max(expected) filter (where not is_lower and confidence = 95) as upper_95_expected,
            max(expected) filter (where is_lower and confidence = 99.8) as lower_998_expected,
            max(expected) filter (where not is_lower and confidence = 99.8) as upper_998_expected
        from steps
        where step = 4
        group by observed

    )

    select
        *,
        observed / lower_95_expected as lower_95,
        observed / upper_95_expected as upper_95,
        observed / lower_998_expected as lower_998,
        observed / upper_998_expected as upper_998
    from limits
    order by observed;
