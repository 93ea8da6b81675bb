-- Every scorecard indicator in one area: latest result, target, status, movement, freshness.
-- What needs attention comes first.
-- Grain: one row per indicator.
-- Parameters: area_code, comparator_code, today.
select *
from scorecard_of($area_code, $comparator_code, $today)
order by attention, abs(steps) desc nulls last, indicator_id
