-- How many scorecard indicators of one area improved or worsened by more than chance explains,
-- by theme.
-- Grain: one row per theme.
-- Builds on: results.
-- Parameters: themes.
select
    theme,
    count(*) filter (where movement = 'worsened') as worsened,
    count(*) filter (where movement = 'improved') as improved,
    count(*) filter (where movement = 'no_clear_change') as no_clear_change,
    count(*) filter (where movement in ('too_few_points', 'no_variation')) as too_few_points,
    count(*) filter (where movement in ('higher', 'lower')) as not_judged
from results
where is_scorecard
group by theme
order by list_position($themes, theme), theme
