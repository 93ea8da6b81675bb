-- Every indicator in one area: latest result, target, status, signals, trend, freshness.
-- Indicators not measured in the area are kept, with status no_data. A comparator's value is
-- given only for the same period. Grain: one row per indicator.
create or replace macro results_of(place, comparator_place, today) as table
    with judged as materialized (

        select *
        from judged_series([place, comparator_place], null)
        where coalesce(value_note, '') != 'projected'

    ),

    judged_here as (

        select * from judged
        where area_code = place

    ),

    judged_there as (

        select * from judged
        where area_code = comparator_place

    ),

    latest as materialized (

        select * from latest_of('judged_here')

    ),

    -- no icon says whether a target is met that values are not held against
    held_here as (

        select * replace (comparable_target(target_value, status, false) as target_value)
        from judged_here

    ),

    charts as materialized (

        select * from charts_of('held_here', false, null, false, false)

    ),

    endings as materialized (

        select * from chart_endings('charts')

    ),

    trends as materialized (

        select * from trends_of('judged_here')

    ),

    -- materialized, here and above: written out in one another these macros take longer to plan
    -- than to run
    standing as materialized (

        select
            latest.* exclude (lower_limit, upper_limit),
            lower_limit_of(
                latest.lower_limit,
                latest.value,
                indicators.method,
                indicators.multiplier,
                latest.numerator,
                latest.denominator
            ) as lower_limit,
            upper_limit_of(
                latest.upper_limit,
                latest.value,
                indicators.method,
                indicators.multiplier,
                latest.numerator,
                latest.denominator
            ) as upper_limit,
            endings.* exclude (indicator_id, area_code),
            trends.trend,
            trends.trend_method,
            if(trends.indicator_id is null, 'not_annual', trends.trend_reason) as trend_reason,
            movement_basis(endings.chart_reason, endings.is_trial, trends.trend) as movement_basis,
            judged_there.value as comparator_value,
            judged_there.value_note as comparator_note
        from latest
        inner join indicators on latest.indicator_id = indicators.indicator_id
        left join endings on latest.indicator_id = endings.indicator_id
        left join trends on latest.indicator_id = trends.indicator_id
        left join judged_there
            on
                latest.indicator_id = judged_there.indicator_id
                and latest.period_start = judged_there.period_start
                and latest.period_end = judged_there.period_end

    ),

    joined as materialized (

        select
            indicators.indicator_id,
            indicators.name,
            indicators.definition,
            indicators.unit,
            indicators.decimals,
            indicators.polarity,
            indicators.method,
            indicators.frequency,
            indicators.achievement_area,
            indicators.block,
            indicators.theme,
            indicators.collection,
            indicators.partner,
            indicators.department_code,
            indicators.is_scorecard,
            departments.name as department_name,
            standing.* exclude (
                indicator_id,
                area_code,
                polarity,
                status,
                is_seasonal,
                is_trial,
                numerator,
                denominator,
                comparator_note,
                recent_ends,
                source_id
            ),
            coalesce(standing.is_seasonal, false) as is_seasonal,
            coalesce(standing.is_trial, false) as is_trial,
            -- one level, against the comparator's own value
            if(
                indicators.method != 'count'
                and is_settled(standing.value_note)
                and is_settled(standing.comparator_note),
                comparison_of(
                    standing.comparator_value,
                    standing.lower_limit,
                    standing.upper_limit,
                    indicators.polarity
                ),
                null
            ) as comparison,
            coalesce(standing.status, 'no_data') as status,
            movement_of(
                standing.movement_basis,
                standing.chart_reason,
                standing.variation,
                standing.trend
            ) as movement,
            (standing.tested_value - standing.process_mean) / standing.moving_range as steps,
            cast(
                next_due(
                    standing.period_end,
                    standing.value_note,
                    indicators.frequency,
                    indicators.publication_lag_days
                ) as date
            ) as due_date
        from indicators
        left join standing on indicators.indicator_id = standing.indicator_id
        left join departments on indicators.department_code = departments.department_code

    )

    select
        *,
        freshness_of(period_end, due_date, today) as freshness,
        attention_of(status, movement, freshness_of(period_end, due_date, today)) as attention
    from joined;
