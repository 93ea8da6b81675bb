-- Events that bear on one indicator, and the breaks in its series in one area: those recorded and
-- those that only a value notes.
-- Grain: one row per event or break.
-- Parameters: indicator_id, area_code.
with recorded as (

    select
        break_date,
        reason
    from series_breaks
    where indicator_id = $indicator_id and coalesce(area_code, $area_code) = $area_code

),

noted as (

    select
        period_start as break_date,
        'Noted with the value of ' || period_label as reason
    from area_series([$area_code], $indicator_id) as values_here
    where
        value_note = 'break_in_series'
        and not exists (
            select 1 from recorded
            where recorded.break_date between values_here.period_start and values_here.period_end
        )

)

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
from (
    select * from recorded
    union all
    select * from noted
) as breaks

order by event_date, title, description
