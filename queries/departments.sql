-- Partners' departments from top to bottom, with how many scorecard indicators each owns.
-- `owned` counts the department's own and everything beneath it.
-- Grain: one row per department.
-- Parameters: none.
with recursive lines as (

    select
        department_code,
        department_code as top_code,
        0 as depth,
        name as path
    from departments
    where parent_code is null

    union all

    select
        departments.department_code,
        lines.top_code,
        lines.depth + 1 as depth,
        lines.path || ' > ' || departments.name as path
    from departments
    inner join lines on departments.parent_code = lines.department_code

),

beneath as (

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

owned as (

    select
        beneath.ancestor_code,
        count(*) as owned
    from beneath
    inner join indicators
        on beneath.department_code = indicators.department_code and indicators.is_scorecard
    group by beneath.ancestor_code

)

select
    departments.department_code,
    departments.name,
    departments.kind,
    departments.partner,
    departments.parent_code,
    departments.head_role,
    lines.depth,
    lines.path,
    coalesce(owned.owned, 0) as owned
from departments
inner join lines on departments.department_code = lines.department_code
left join owned on departments.department_code = owned.ancestor_code
order by departments.partner, lines.path
