-- How many scorecard indicators of one area have each status, by area of achievement and theme.
-- Grain: one row per area of achievement, theme and status.
-- Parameters: area_code, today.
select
    achievement_area,
    theme,
    status,
    count(*) as indicators,
    count(*) filter (where movement = 'improved') as improved,
    count(*) filter (where movement = 'worsened') as worsened
from scorecard_of($area_code, null, $today)
group by achievement_area, theme, status
order by achievement_area, theme, status
