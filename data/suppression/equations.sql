-- Equations: which cell is a part of which total, so that one can be worked out from the others.
-- Parts are the areas below an area, the departments of an area or of a department, the categories
-- of a breakdown, and shorter periods within a longer one. The total of a part is the nearest one
-- that has a cell, however many levels up; of two periods as long, the earlier.
-- Grain: one row per part and kind of total.
-- Parameters: none.
create or replace temp table equations as
with recursive areas_above as (

    select
        area_code,
        parent_code as above,
        1 as distance
    from areas
    where parent_code is not null
    union all
    select
        areas_above.area_code,
        areas.parent_code as above,
        areas_above.distance + 1 as distance
    from areas_above
    inner join areas on areas_above.above = areas.area_code
    where areas.parent_code is not null

),

departments_above as (

    -- above every department lies the whole area, whose row names none
    select
        department_code,
        coalesce(parent_code, '') as above,
        1 as distance
    from departments
    union all
    select
        departments_above.department_code,
        coalesce(departments.parent_code, '') as above,
        departments_above.distance + 1 as distance
    from departments_above
    inner join departments on departments_above.above = departments.department_code

),

candidates as (

    select
        parts.place,
        totals.place as total,
        'area' as kind,
        parts.area_type as family,
        areas_above.distance
    from cells as parts
    inner join areas_above on parts.area_code = areas_above.area_code
    inner join cells as totals
        on
            parts.indicator_id = totals.indicator_id
            and areas_above.above = totals.area_code
            and parts.department_code = totals.department_code
            and parts.breakdown_type = totals.breakdown_type
            and parts.breakdown = totals.breakdown
            and parts.period_start = totals.period_start
            and parts.period_end = totals.period_end
    union all
    select
        parts.place,
        totals.place as total,
        'department' as kind,
        'department' as family,
        departments_above.distance
    from cells as parts
    inner join departments_above on parts.department_code = departments_above.department_code
    inner join cells as totals
        on
            parts.indicator_id = totals.indicator_id
            and parts.area_code = totals.area_code
            and departments_above.above = totals.department_code
            and parts.breakdown_type = totals.breakdown_type
            and parts.breakdown = totals.breakdown
            and parts.period_start = totals.period_start
            and parts.period_end = totals.period_end
    union all
    select
        parts.place,
        totals.place as total,
        'breakdown' as kind,
        parts.breakdown_type as family,
        1 as distance
    from cells as parts
    inner join cells as totals
        on
            parts.indicator_id = totals.indicator_id
            and parts.area_code = totals.area_code
            and parts.department_code = totals.department_code
            and totals.breakdown_type = 'all'
            and parts.period_start = totals.period_start
            and parts.period_end = totals.period_end
    where parts.breakdown_type != 'all'
    union all
    select
        parts.place,
        totals.place as total,
        'period' as kind,
        -- in months, because quarters and leap years differ by days
        round((parts.period_end - parts.period_start + 1) / 30.4)::varchar as family,
        totals.period_end - totals.period_start as distance
    from cells as parts
    inner join cells as totals
        on
            parts.indicator_id = totals.indicator_id
            and parts.area_code = totals.area_code
            and parts.department_code = totals.department_code
            and parts.breakdown_type = totals.breakdown_type
            and parts.breakdown = totals.breakdown
            and parts.period_start >= totals.period_start
            and parts.period_end <= totals.period_end
            and parts.place != totals.place

)

select
    place,
    kind,
    any_value(family) as family,
    arg_min(total, row(distance, total)) as total
from candidates
group by place, kind
