-- Events that bear on one indicator, and the breaks in its series.
-- Grain: one row per event or break.
-- Parameters: indicator_id.
select
    events.event_date,
    events.title,
    events.kind,
    events.description
from events
inner join event_indicators on events.event_id = event_indicators.event_id
where event_indicators.indicator_id = $indicator_id

union all

select
    break_date as event_date,
    'Break in series' as title,
    'series_break' as kind,
    reason as description
from series_breaks
where indicator_id = $indicator_id

order by event_date, title
