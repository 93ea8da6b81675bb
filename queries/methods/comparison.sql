-- Comparison with a benchmark or target: better, worse, similar; higher or lower without judgement.
-- Source: UKHSA Fingertips, Technical guidance, "comparing with benchmarks"; fingertips-open tests.
-- A benchmark on a limit is similar: limits count as inside. Where a benchmark contains the area
-- itself the two are not independent, which the page has to say.

-- A direction (1 higher, -1 lower, 0 similar) in the words of the indicator's polarity. `degree` is
-- 2 where it holds at 99.8 per cent too.
create or replace macro comparison_word(direction, degree, polarity) as
    case
        when direction is null then null
        when direction = 0 then 'similar'
        when polarity = 'higher' and direction > 0 then if(degree = 2, 'best', 'better')
        when polarity = 'lower' and direction < 0 then if(degree = 2, 'best', 'better')
        when polarity in ('higher', 'lower') then if(degree = 2, 'worst', 'worse')
        when direction > 0 then if(degree = 2, 'highest', 'higher')
        else if(degree = 2, 'lowest', 'lower')
    end;

-- Where a range lies against another: 1 above, -1 below, 0 when they touch; null without one.
create or replace macro range_direction(lower_limit, upper_limit, other_lower, other_upper) as
    case
        when not coalesce(lower_limit <= upper_limit, false) then null
        when not coalesce(other_lower <= other_upper, false) then null
        when lower_limit > other_upper then 1
        when upper_limit < other_lower then -1
        else 0
    end;

-- Why an area is not compared with a benchmark; null when it is.
create or replace macro comparison_fault(
    area_code, benchmark_code, benchmark, lower_limit, upper_limit
) as
    case
        when area_code = benchmark_code then 'same_area'
        when not coalesce(isfinite(cast(benchmark as double)), false) then 'no_benchmark'
        when lower_limit is null or upper_limit is null then 'no_interval'
        when not lower_limit <= upper_limit then 'limits_reversed'
    end;

-- One level: an area's 95 per cent limits against a benchmark's value.
create or replace macro comparison_of(benchmark, lower_limit, upper_limit, polarity) as
    comparison_word(
        range_direction(lower_limit, upper_limit, benchmark, benchmark), 1, polarity
    );

-- Two levels: best or worst (highest or lowest) where the 99.8 per cent limits exclude it too.
create or replace macro comparison_of_two_levels(
    benchmark, lower_95, upper_95, lower_998, upper_998, polarity
) as
    comparison_word(
        range_direction(lower_95, upper_95, benchmark, benchmark),
        if(range_direction(lower_998, upper_998, benchmark, benchmark) in (-1, 1), 2, 1),
        polarity
    );

-- Two intervals, where the benchmark has one of its own and is not a fixed figure.
create or replace macro comparison_of_intervals(
    lower_limit, upper_limit, benchmark_lower, benchmark_upper, polarity
) as
    comparison_word(
        range_direction(lower_limit, upper_limit, benchmark_lower, benchmark_upper), 1, polarity
    );

-- A value against limits drawn round the benchmark for the area's own size, as on a funnel.
create or replace macro comparison_round_benchmark(
    value, benchmark_lower, benchmark_upper, polarity
) as
    comparison_word(range_direction(value, value, benchmark_lower, benchmark_upper), 1, polarity);

-- Whether a value meets its target; exactly on it does. Null without polarity, value or target.
create or replace macro target_met(value, target, polarity) as
    case polarity when 'higher' then value >= target when 'lower' then value <= target end;

-- A target against limits: better when all of them meet it, worse when none does.
create or replace macro target_comparison_of(target, lower_limit, upper_limit, polarity) as
    case
        when not coalesce(lower_limit <= upper_limit, false) or target is null then null
        when polarity = 'higher' and lower_limit >= target then 'better'
        when polarity = 'higher' and upper_limit < target then 'worse'
        when polarity = 'lower' and upper_limit <= target then 'better'
        when polarity = 'lower' and lower_limit > target then 'worse'
        when polarity in ('higher', 'lower') then 'similar'
    end;

-- Quarter of its comparator set in which each area lies, 1 the lowest values, by quantiles of
-- type 7 rounded to 10 places. The relation has the columns peers, area_code, value and polarity;
-- fewer than `fewest` values give none. `place` counts from the best, where there is one.
-- Grain: one row per row of the relation.
create or replace macro quartile_benchmark(relation, fewest := 4) as table
    with finite as (

        select
            peers,
            area_code,
            polarity,
            if(isfinite(cast(value as double)), cast(value as double), null) as value
        from query_table(relation)

    ),

    bounded as (

        select
            *,
            count(value) over set_of_peers as n,
            round(min(value) over set_of_peers, 10) as lowest,
            round(quantile_cont(value, 0.25) over set_of_peers, 10) as first_bound,
            round(quantile_cont(value, 0.5) over set_of_peers, 10) as middle_bound,
            round(quantile_cont(value, 0.75) over set_of_peers, 10) as third_bound,
            round(max(value) over set_of_peers, 10) as highest
        from finite
        window set_of_peers as (partition by peers)

    ),

    explained as (

        select
            *,
            case
                when n < greatest(fewest, 4) then 'too_few_values'
                when lowest = highest then 'not_enough_variation'
                when value is null then 'missing_value'
            end as reason,
            case
                when reason is not null then null
                when round(value, 10) <= first_bound then 1
                when round(value, 10) <= middle_bound then 2
                when round(value, 10) <= third_bound then 3
                else 4
            end as quartile
        from bounded

    )

    select
        peers,
        area_code,
        value,
        n,
        lowest,
        first_bound,
        middle_bound,
        third_bound,
        highest,
        quartile,
        case polarity when 'higher' then 5 - quartile when 'lower' then quartile end as place,
        reason
    from explained;
