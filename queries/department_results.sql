-- Results measured department by department in one area: the latest of each indicator.
-- Grain: one row per indicator and department.
-- Parameters: area_code, department_code.
with recursive beneath as (

    select department_code
    from departments
    where department_code = $department_code

    union

    select departments.department_code
    from departments
    inner join beneath on departments.parent_code = beneath.department_code

)

select
    indicators.indicator_id,
    indicators.name,
    indicators.unit,
    indicators.decimals,
    departments.department_code,
    departments.name as department_name,
    arg_max_null(observations.period_label, observations.period_end) as period_label,
    arg_max_null(observations.value, observations.period_end) as value,
    arg_max_null(observations.value_note, observations.period_end) as value_note,
    list(observations.value order by observations.period_end) as recent_values
from observations
inner join indicators on observations.indicator_id = indicators.indicator_id
inner join departments on observations.department_code = departments.department_code
where
    observations.area_code = $area_code
    and observations.breakdown_type = 'all'
    and coalesce(observations.value_note, '') != 'projected'
    and (
        $department_code is null
        or observations.department_code in (select beneath.department_code from beneath)
    )
group by
    indicators.indicator_id,
    indicators.name,
    indicators.unit,
    indicators.decimals,
    departments.department_code,
    departments.name
order by indicators.name, departments.name, indicators.indicator_id, departments.department_code
