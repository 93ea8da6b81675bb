-- How many scorecard indicators of one area have each status, by area of achievement.
-- Grain: one row per area of achievement and status.
-- Builds on: results.
-- Parameters: none.
select
    achievement_area,
    status,
    count(*) as indicators
from results
where is_scorecard
group by achievement_area, status
order by achievement_area, status
