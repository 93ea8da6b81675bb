-- How many scorecard indicators of one area improved or worsened beyond what their past
-- explains, by theme.
-- Grain: one row per theme and movement.
-- Parameters: area_code, today, themes.
select
    theme,
    movement,
    count(*) as indicators
from scorecard_of($area_code, null, $today)
group by theme, movement
order by list_position($themes, theme), theme, movement
