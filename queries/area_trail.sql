-- One area and everything it lies in, from the largest down.
-- Grain: one row per area.
-- Parameters: area_code.
with recursive upward as (

    select
        area_code,
        name,
        area_type,
        parent_code,
        0 as steps_up
    from areas
    where area_code = $area_code

    union all

    select
        areas.area_code,
        areas.name,
        areas.area_type,
        areas.parent_code,
        upward.steps_up + 1 as steps_up
    from areas
    inner join upward on areas.area_code = upward.parent_code

)

select
    area_code,
    name,
    area_type
from upward
order by steps_up desc
