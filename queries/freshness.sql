-- How fresh each collection's scorecard results are in one area.
-- Grain: one row per collection.
-- Builds on: results.
-- Parameters: none.
select
    collection,
    count(*) as indicators,
    count(*) filter (where freshness = 'up_to_date') as up_to_date,
    count(*) filter (where freshness = 'late') as late,
    count(*) filter (where freshness = 'latest_known') as latest_known,
    count(*) filter (where freshness = 'no_data') as no_data,
    max(period_end) as last_period_end
from results
where is_scorecard
group by collection
order by collection
