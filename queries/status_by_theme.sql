-- How many scorecard indicators of one area have each status, by theme.
-- Grain: one row per theme and status.
-- Parameters: area_code, today, themes.
select
    theme,
    status,
    count(*) as indicators
from scorecard_of($area_code, null, $today)
group by theme, status
order by list_position($themes, theme), theme, status
