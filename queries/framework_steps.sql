-- Which of the framework's eight pieces of work are done for each scorecard indicator, with the
-- facts that say so, judged in one area. Other questions build on these rows.
-- Grain: one row per indicator.
-- Parameters: area_code, today.
select *
from framework_of($area_code, $today)
order by indicator_id
