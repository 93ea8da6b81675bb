-- Every department with the scorecard indicators it and everything beneath it owns, by status.
-- Grain: one row per department.
-- Builds on: results.
-- Parameters: partner.
with recursive beneath as (

    select
        department_code as ancestor_code,
        department_code
    from departments

    union all

    select
        beneath.ancestor_code,
        departments.department_code
    from departments
    inner join beneath on departments.parent_code = beneath.department_code

),

lines as (

    select
        department_code,
        0 as depth,
        name as path
    from departments
    where parent_code is null

    union all

    select
        departments.department_code,
        lines.depth + 1 as depth,
        lines.path || ' > ' || departments.name as path
    from departments
    inner join lines on departments.parent_code = lines.department_code

),

owned as (

    select
        beneath.ancestor_code,
        count(*) as indicators,
        count(*) filter (where results.status = 'on_target') as on_target,
        count(*) filter (where results.status = 'within_tolerance') as within_tolerance,
        count(*) filter (where results.status = 'intervention') as intervention,
        count(*) filter (where results.freshness = 'late') as late
    from beneath
    inner join results
        on beneath.department_code = results.department_code and results.is_scorecard
    group by beneath.ancestor_code

)

select
    departments.department_code,
    departments.name,
    departments.kind,
    departments.partner,
    departments.head_role,
    lines.depth,
    lines.path,
    coalesce(owned.indicators, 0) as indicators,
    coalesce(owned.on_target, 0) as on_target,
    coalesce(owned.within_tolerance, 0) as within_tolerance,
    coalesce(owned.intervention, 0) as intervention,
    coalesce(owned.late, 0) as late
from departments
inner join lines on departments.department_code = lines.department_code
left join owned on departments.department_code = owned.ancestor_code
where $partner is null or departments.partner = $partner
order by departments.partner, lines.path
