-- How many scorecard indicators of one area improved or worsened by more than chance explains,
-- by area of achievement.
-- Grain: one row per area of achievement.
-- Builds on: results.
-- Parameters: none.
select
    achievement_area,
    count(*) filter (where movement = 'worsened') as worsened,
    count(*) filter (where movement = 'improved') as improved,
    count(*) filter (where movement = 'no_clear_change') as no_clear_change,
    count(*) filter (where movement in ('too_few_points', 'no_variation')) as too_few_points,
    count(*) filter (where movement in ('higher', 'lower')) as not_judged
from results
where is_scorecard
group by achievement_area
order by achievement_area
