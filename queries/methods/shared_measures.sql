-- Values in one area of every measure that is collected more than once, each beside the others of
-- the same period and unit. Two values differ where they do once both are rounded to the fewer of
-- their decimals; values in other units or of other periods are never held against each other.
-- Grain: one row per indicator and period.
create or replace macro shared_values_in(place) as table
    with collected as (

        select
            *,
            count(*) over (partition by shared_measure) as times
        from indicators
        where shared_measure is not null

    ),

    valued as (

        select
            collected.shared_measure,
            collected.indicator_id,
            collected.unit,
            observations.period_start,
            observations.period_end,
            observations.period_label,
            observations.value,
            min(collected.decimals) over same_period as decimals,
            count(*) over same_period as beside
        from observations
        inner join collected on observations.indicator_id = collected.indicator_id
        where
            collected.times > 1
            and observations.area_code = place
            and observations.breakdown_type = 'all'
            and observations.department_code is null
            and observations.value is not null
        window
            same_period as (
                partition by
                    collected.shared_measure,
                    collected.unit,
                    observations.period_start,
                    observations.period_end
            )

    )

    select
        shared_measure,
        indicator_id,
        unit,
        period_start,
        period_end,
        period_label,
        value,
        beside > 1 as is_compared,
        max(round(value, decimals)) over same_period
        > min(round(value, decimals)) over same_period as differs
    from valued
    window
        same_period as (partition by shared_measure, unit, period_start, period_end);
