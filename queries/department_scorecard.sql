-- Scorecard indicators owned by a department and everything beneath it, judged in one area.
-- Without a department: everything its partner owns; without either: everything owned.
-- Grain: one row per indicator.
-- Builds on: results.
-- Parameters: department_code, partner.
with recursive beneath as (

    select department_code
    from departments
    where department_code = $department_code

    union

    select departments.department_code
    from departments
    inner join beneath on departments.parent_code = beneath.department_code

)

select *
from results
where
    is_scorecard
    and (
        $department_code is null
        or department_code in (select beneath.department_code from beneath)
    )
    and ($partner is null or partner = $partner)
order by attention, abs(steps) desc nulls last, indicator_id
