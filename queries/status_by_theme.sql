-- How many scorecard indicators of one area have each status, by theme.
-- Grain: one row per theme and status.
-- Builds on: results.
-- Parameters: themes.
select
    theme,
    status,
    count(*) as indicators
from results
where is_scorecard
group by theme, status
order by list_position($themes, theme), theme, status
