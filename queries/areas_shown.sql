-- Areas of one type within a parent, however deep.
-- Grain: one row per area.
-- Parameters: parent_code, area_type.
select
    area_code,
    name
from areas_within($parent_code)
where area_type = $area_type and area_code != $parent_code
order by area_code
