-- What one indicator in one area is judged by, period by period: by the rules in force, and as it
-- would be if one more rule were law. A result is given where one is published for the period.
-- Grain: one row per period.
-- Parameters: indicator_id, area_code.
with in_force as (

    select *
    from rules_in_force
    where indicator_id = $indicator_id and area_code = $area_code

),

supposed as (

    select *
    from supposed_rules
    where indicator_id = $indicator_id and area_code = $area_code

),

periods as (

    select
        period_start,
        period_end
    from in_force

    union

    select
        period_start,
        period_end
    from supposed

),

results as (

    select *
    from area_series([$area_code], $indicator_id)

)

select
    periods.period_start,
    periods.period_end,
    results.period_label,
    results.value,
    results.value_note,
    in_force.target_value as target_now,
    in_force.intervention_level as level_now,
    in_force.target_lower as lower_now,
    in_force.target_upper as upper_now,
    in_force.rule_version as version_now,
    supposed.target_value as target_so,
    supposed.intervention_level as level_so,
    supposed.target_lower as lower_so,
    supposed.target_upper as upper_so
from periods
left join in_force
    on
        periods.period_start = in_force.period_start
        and periods.period_end = in_force.period_end
left join supposed
    on
        periods.period_start = supposed.period_start
        and periods.period_end = supposed.period_end
left join results
    on
        periods.period_start = results.period_start
        and periods.period_end = results.period_end
order by periods.period_end, periods.period_start
