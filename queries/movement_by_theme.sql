-- How many scorecard indicators of one area improved or worsened beyond what their past
-- explains, by theme.
-- Grain: one row per theme.
-- Parameters: area_code, today, themes.
select
    theme,
    count(*) filter (where movement = 'worsened') as worsened,
    count(*) filter (where movement = 'improved') as improved,
    count(*) filter (where movement = 'no_clear_change') as no_clear_change,
    count(*) filter (where movement = 'too_few_points') as too_few_points,
    count(*) filter (where movement in ('higher', 'lower')) as not_judged
from scorecard_of($area_code, null, $today)
group by theme
order by list_position($themes, theme), theme
