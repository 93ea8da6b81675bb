-- The whole scorecard of one area in one row: how many indicators have each status and movement.
-- Grain: one row.
-- Builds on: results.
-- Parameters: none.
select
    count(*) as indicators,
    count(*) filter (where status in ('on_target', 'within_tolerance', 'intervention')) as judged,
    count(*) filter (where status = 'on_target') as on_target,
    count(*) filter (where status = 'within_tolerance') as within_tolerance,
    count(*) filter (where status = 'intervention') as intervention,
    count(*) filter (where movement = 'improved') as improved,
    count(*) filter (where movement = 'worsened') as worsened,
    count(*) filter (where movement not in ('too_few_points', 'no_variation')) as tested,
    count(*) filter (where freshness = 'late') as late,
    count(*) filter (where period_end is null) as no_data
from results
where is_scorecard
order by indicators
