-- Recent trend: whether the latest five annual values rise or fall by more than chance.
-- Source: UKHSA Fingertips, "Trend markers"; Armitage (1955); both published code bases.
-- Proportions with counts are tested by Cochran and Armitage's chi-square, with the slope of the
-- log odds for its direction; all else by weighted regression on the published intervals. The
-- method used is named (FingertipsNext always takes the second: a difference on purpose). A trend
-- needs chi-square above its 99.8 per cent quantile and a slope that keeps its sign with each point
-- left out; a slope of zero counts as rising.

-- The verdict in the words of the indicator's polarity.
create or replace macro recent_trend_word(is_significant, slope, polarity) as
    case
        when is_significant is null then null
        when not is_significant then 'no_significant_change'
        when polarity = 'higher' then if(slope > 0, 'increasing_better', 'decreasing_worse')
        when polarity = 'lower' then if(slope > 0, 'increasing_worse', 'decreasing_better')
        else if(slope > 0, 'increasing', 'decreasing')
    end;

-- Weighted least squares slope from five sums.
create or replace macro weighted_slope(weights, times, squares, values_sum, products) as
    (weights * products - times * values_sum) / nullif(weights * squares - times ** 2, 0);

-- Trend of each series. The relation has the columns series, period, value, numerator, denominator,
-- lower_limit and upper_limit (95 per cent), is_proportion, is_annual (annual and not overlapping)
-- and polarity; it holds comparable, observed values only. Grain: one row per series.
create or replace macro recent_trends(relation) as table
    with numbered as (

        select
            series,
            period,
            polarity,
            coalesce(is_annual, false) as is_annual,
            coalesce(is_proportion, false) as is_proportion,
            if(isfinite(cast(value as double)), cast(value as double), null) as value,
            cast(numerator as double) as numerator,
            cast(denominator as double) as denominator,
            (cast(upper_limit as double) - cast(lower_limit as double)) / 3.92 as error,
            row_number() over (partition by series order by period desc) as age,
            count(*) over (partition by series, period) > 1 as is_repeated
        from query_table(relation)

    ),

    latest as (

        select
            *,
            6 - age as position,
            is_proportion and numerator is not null and denominator is not null as has_counts,
            coalesce(
                proportion_fault(numerator, denominator),
                if(numerator = denominator, 'numerator_is_denominator', null),
                if(numerator = 0, 'no_events', null)
            ) as count_fault,
            case
                when value is null then 'missing_value'
                when error is null then 'no_interval'
                when not error > 0 or not isfinite(error) then 'interval_without_width'
            end as interval_fault
        from numbered
        where age <= 5

    ),

    explained as (

        select
            *,
            bool_and(has_counts) over whole_series as by_counts,
            case
                when not bool_and(is_annual) over whole_series then 'not_annual'
                when bool_or(is_repeated) over whole_series then 'repeated_periods'
                when count(*) over whole_series < 5 then 'too_few_points'
                when by_counts then min(count_fault) over whole_series
                else min(interval_fault) over whole_series
            end as reason
        from latest
        window whole_series as (partition by series)

    ),

    weighed as (

        select
            *,
            if(by_counts, 1, 1 / error ** 2) as weight,
            if(by_counts, ln(numerator / (denominator - numerator)), value) as response
        from explained
        where reason is null

    ),

    -- position 0 leaves no point out, each other one its own
    slopes as (

        select
            weighed.series,
            left_out.position as left_out,
            weighted_slope(
                sum(weighed.weight),
                sum(weighed.weight * weighed.position),
                sum(weighed.weight * weighed.position ** 2),
                sum(weighed.weight * weighed.response),
                sum(weighed.weight * weighed.position * weighed.response)
            ) as slope
        from weighed
        inner join range(6) as left_out (position) on weighed.position != left_out.position
        group by weighed.series, left_out.position

    ),

    signs as (

        select
            series,
            max(slope) filter (where left_out = 0) as slope,
            count(*) filter (where slope >= 0) in (0, 6) as is_robust
        from slopes
        group by series

    ),

    tested as (

        select
            series,
            any_value(by_counts) as by_counts,
            sum(weight) as weights,
            sum(weight * position ** 2) - sum(weight * position) ** 2 / sum(weight) as spread,
            sum(numerator) / sum(denominator) as overall,
            sum(numerator * position) - sum(denominator * position) * overall as drift,
            sum(denominator * position ** 2) - sum(denominator * position) ** 2 / sum(denominator)
                as count_spread
        from weighed
        group by series

    ),

    judged as (

        select
            tested.series,
            signs.slope,
            signs.is_robust,
            if(
                tested.by_counts,
                tested.drift ** 2 / (tested.overall * (1 - tested.overall) * tested.count_spread),
                signs.slope ** 2 * tested.spread
            ) as chi_square
        from tested
        inner join signs on tested.series = signs.series

    ),

    stated as (

        select
            series,
            any_value(polarity) as polarity,
            min(reason) as reason,
            bool_and(by_counts) as by_counts,
            min(period) as first_period,
            max(period) as last_period
        from explained
        group by series

    )

    select
        stated.series,
        stated.first_period,
        stated.last_period,
        if(stated.by_counts, 'proportions', 'intervals') as method,
        judged.slope,
        judged.chi_square,
        judged.is_robust,
        judged.chi_square > 9.549535706083241 and judged.is_robust as is_significant,
        recent_trend_word(
            judged.chi_square > 9.549535706083241 and judged.is_robust,
            judged.slope,
            stated.polarity
        ) as trend,
        stated.reason
    from stated
    left join judged on stated.series = judged.series;
