-- Every indicator in one area: latest result, target, status, movement, freshness.
-- Indicators not measured in the area are kept, with status no_data. A comparator's value is
-- given only for the same period. Grain: one row per indicator.
create or replace macro results_of(place, comparator_place, today) as table
    with judged_areas as materialized (

        select * from latest_judged([place, comparator_place], null)

    ),

    latest as (

        select * from judged_areas
        where area_code = place

    ),

    comparator as (

        select * from judged_areas
        where area_code = comparator_place

    ),

    judged as (

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
            latest.period_start,
            latest.period_end,
            latest.period_label,
            latest.value,
            latest.value_note,
            latest.baseline_value,
            latest.baseline_label,
            latest.target_value,
            latest.intervention_level,
            latest.approved_by,
            latest.approved_date,
            latest.previous_value,
            latest.previous_period_label,
            latest.previous_status,
            latest.past_values,
            latest.past_mean,
            latest.past_moving_range,
            latest.steps,
            latest.recent_values,
            latest.recent_periods,
            comparator.recent_values[
                list_position(comparator.recent_ends, latest.period_end)
            ] as comparator_value,
            coalesce(latest.status, 'no_data') as status,
            coalesce(latest.movement, 'too_few_points') as movement,
            cast(
                next_due(
                    latest.period_end,
                    latest.value_note,
                    indicators.frequency,
                    indicators.publication_lag_days
                ) as date
            ) as due_date
        from indicators
        left join latest on indicators.indicator_id = latest.indicator_id
        left join departments on indicators.department_code = departments.department_code
        left join comparator on indicators.indicator_id = comparator.indicator_id

    )

    select
        *,
        freshness_of(period_end, due_date, today) as freshness,
        attention_of(status, movement, freshness_of(period_end, due_date, today)) as attention
    from judged;
