-- One indicator in one area by department, latest period each.
-- Grain: one row per department.
-- Parameters: indicator_id, area_code.
select
    departments.department_code,
    departments.name,
    departments.partner,
    arg_max_null(observations.period_label, observations.period_end) as period_label,
    arg_max_null(observations.value, observations.period_end) as value,
    arg_max_null(observations.value_note, observations.period_end) as value_note
from observations
inner join departments on observations.department_code = departments.department_code
where
    observations.indicator_id = $indicator_id
    and observations.area_code = $area_code
    and observations.breakdown_type = 'all'
    and coalesce(observations.value_note, '') != 'projected'
group by departments.department_code, departments.name, departments.partner
order by departments.partner, departments.name
