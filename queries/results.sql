-- Every indicator in one area: latest result, target, status, movement, freshness.
-- Other questions build on these rows, so an area's observations are read once.
-- Grain: one row per indicator.
-- Parameters: area_code, comparator_code, today.
select *
from results_of($area_code, $comparator_code, $today)
order by indicator_id
