-- How many scorecard indicators of one area have each status, by area of achievement.
-- Grain: one row per area of achievement and status.
-- Parameters: area_code, today.
select
    achievement_area,
    status,
    count(*) as indicators
from scorecard_of($area_code, null, $today)
group by achievement_area, status
order by achievement_area, status
