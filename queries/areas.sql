-- Every area with its parent, from large to small in the order of the names.
-- Grain: one row per area.
-- Parameters: none.
select
    areas.area_code,
    areas.name,
    areas.area_type,
    areas.parent_code,
    parents.name as parent_name,
    areas.hex_column,
    areas.hex_row,
    areas.population
from areas
left join areas as parents on areas.parent_code = parents.area_code
order by areas.name, areas.area_code
