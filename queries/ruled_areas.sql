-- Areas that have an intervention level for some indicator.
-- Grain: one row per area.
-- Parameters: none.
select
    rules_then.area_code,
    any_value(areas.name) as name
from rules_then
inner join areas on rules_then.area_code = areas.area_code
where rules_then.intervention_level is not null
group by rules_then.area_code
order by rules_then.area_code
