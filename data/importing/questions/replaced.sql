-- Published rows that go: those that incoming rows replace, and those the source no longer states.
-- Grain: one row per published row that goes.
-- Parameters: source_id (null when the file is no whole statement of its source).
select
    published.* exclude (place),
    incoming.place is null as is_removed,
    coalesce(incoming.source_id <> published.source_id, false) as is_taken_over
from published
left join incoming
    on
        published.indicator_id = incoming.indicator_id
        and published.area_code = incoming.area_code
        and published.department_code is not distinct from incoming.department_code
        and published.breakdown_type = incoming.breakdown_type
        and published.breakdown = incoming.breakdown
        and published.period_start = incoming.period_start
        and published.period_end = incoming.period_end
left join changed
    on incoming.place = changed.place
where
    (changed.place is not null and not changed.is_new)
    or (incoming.place is null and published.source_id = $source_id)
order by published.place
