-- Limits of a funnel plot round its average, at 95 and at 99.8 per cent, by the size of an area.
-- Drawn from a little below the smallest area to a little above the largest. The limits of rates
-- are exact up to 1,000 events and Byar's above, where the two differ by less than 1 in 100,000.
-- Events are whole numbers, so they lie at sizes of their own; both ends are interpolated.
-- Grain: one row per level, side and denominator.
-- Builds on: area_values.
-- Parameters: none.
with drawn as (

    select
        any_value(method) as method,
        any_value(multiplier) as multiplier,
        coalesce(any_value(whole_average), sum(numerator) / sum(denominator)) as average,
        cast(greatest(floor(0.9 * min(denominator)), 1) as bigint) as smallest,
        cast(ceil(1.05 * max(denominator)) as bigint) as largest
    from funnel_counts('area_values')
    where reason is null
    having coalesce(any_value(whole_average), sum(numerator) / sum(denominator)) > 0

),

-- events of the smallest and of the largest area, and as many fewer or more as the limits allow
spans as (

    select
        greatest(
            cast(floor(smallest * average - 5 * sqrt(smallest * average)) as bigint) - 10, 1
        ) as fewest,
        cast(ceil(largest * average + 5 * sqrt(largest * average)) as bigint) + 10 as most,
        if(fewest <= 1000, fewest, null) as fewest_few,
        if(most > 1000, greatest(fewest, 1001), null) as fewest_many
    from drawn
    where method = 'rate'

),

few_events as (

    select
        observed,
        unnest([95, 95, 99.8, 99.8]) as level,
        unnest(['lower', 'upper', 'lower', 'upper']) as side,
        unnest([lower_95_expected, upper_95_expected, lower_998_expected, upper_998_expected])
            as expected
    from
        funnel_ratio_limits(
            (select least(most, 1000) from spans), smallest := (select fewest_few from spans)
        )

),

many_events as (

    select
        size as observed,
        unnest([95, 95, 99.8, 99.8]) as level,
        unnest(['lower', 'upper', 'lower', 'upper']) as side,
        unnest([
            events_upper(size, 95),
            events_lower(size, 95),
            events_upper(size, 99.8),
            events_lower(size, 99.8)
        ]) as expected
    from
        funnel_sizes((select most from spans), smallest := (select fewest_many from spans))

),

-- no event lies on the lower limit for as long as none at all would be no surprise
no_events as (

    select
        0 as observed,
        unnest([95, 95, 99.8, 99.8]) as level,
        'lower' as side,
        unnest([0, events_upper(0, 95), 0, events_upper(0, 99.8)]) as expected
    from spans

),

events as (

    select * from few_events
    union all
    select * from many_events
    union all
    select * from no_events

),

limits as (

    select
        events.level,
        events.side,
        events.expected / drawn.average as denominator,
        if(events.observed = 0, 0, drawn.average * events.observed / events.expected) as ratio
    from events
    cross join drawn

    union all

    select
        unnest([95, 95, 99.8, 99.8]) as level,
        unnest(['lower', 'upper', 'lower', 'upper']) as side,
        denominator,
        unnest([lower_95, upper_95, lower_998, upper_998]) as ratio
    from
        funnel_proportion_limits(
            (select if(method = 'proportion', average, null) from drawn),
            (select largest from drawn),
            smallest := (select smallest from drawn)
        )

),

pieces as (

    select
        *,
        lead(denominator) over along as next_denominator,
        lead(ratio) over along as next_ratio
    from limits
    window along as (partition by level, side order by denominator)

),

ends as (

    select unnest([smallest, largest]) as denominator
    from drawn

),

whole_curves as (

    select
        pieces.level,
        pieces.side,
        pieces.denominator,
        pieces.ratio
    from pieces
    cross join drawn
    where pieces.denominator between drawn.smallest and drawn.largest

    union all

    select
        pieces.level,
        pieces.side,
        ends.denominator,
        pieces.ratio
        + (pieces.next_ratio - pieces.ratio)
        * (ends.denominator - pieces.denominator)
        / (pieces.next_denominator - pieces.denominator) as ratio
    from pieces
    inner join ends
        on
            pieces.denominator < ends.denominator
            and pieces.next_denominator > ends.denominator

)

select
    cast(whole_curves.level as double) as level,
    whole_curves.side,
    whole_curves.denominator,
    drawn.multiplier * whole_curves.ratio as value
from whole_curves
cross join drawn
order by whole_curves.level, whole_curves.side, whole_curves.denominator
