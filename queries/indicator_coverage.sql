-- Where and when one indicator is measured, by area type.
-- Grain: one row per area type.
-- Parameters: indicator_id.
select
    area_type,
    areas,
    periods,
    first_period_start,
    last_period_end
from coverage
where indicator_id = $indicator_id
order by areas, area_type
