-- How fresh each collection's scorecard results are in one area.
-- Grain: one row per collection.
-- Builds on: results.
-- Parameters: none.
select
    collection,
    count(*) as indicators,
    count(*) filter (where freshness = 'up_to_date' and period_end is not null) as up_to_date,
    count(*) filter (where freshness = 'late') as late,
    count(*) filter (where freshness = 'latest_known' and period_end is not null) as latest_known,
    count(*) filter (where period_end is null) as no_data,
    max(period_end) as last_period_end
from results
where is_scorecard
group by collection
order by collection
