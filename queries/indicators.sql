-- Every indicator's definition sheet, with what is measured where.
-- Grain: one row per indicator.
-- Parameters: none.
with measured as (

    select
        indicator_id,
        list(area_type order by areas) as area_types,
        min(first_period_start) as first_period_start,
        max(last_period_end) as last_period_end,
        sum(rows) as rows
    from coverage
    group by indicator_id

)

select
    indicators.*,
    departments.name as department_name,
    measured.area_types,
    measured.first_period_start,
    measured.last_period_end,
    cast(coalesce(measured.rows, 0) as bigint) as rows
from indicators
left join departments on indicators.department_code = departments.department_code
left join measured on indicators.indicator_id = measured.indicator_id
order by indicators.name, indicators.indicator_id
