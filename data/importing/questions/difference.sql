-- Incoming rows that are not published as they are: new ones, and those that say something else.
-- Who brought a row and when makes no difference.
-- Grain: one row per incoming row that is new or changed.
-- Parameters: none.
select
    incoming.place,
    published.indicator_id is null as is_new
from incoming
left join published
    on
        incoming.indicator_id = published.indicator_id
        and incoming.area_code = published.area_code
        and incoming.department_code is not distinct from published.department_code
        and incoming.breakdown_type = published.breakdown_type
        and incoming.breakdown = published.breakdown
        and incoming.period_start = published.period_start
        and incoming.period_end = published.period_end
where
    published.indicator_id is null
    or incoming.collection <> published.collection
    or incoming.period_label <> published.period_label
    or incoming.value is distinct from published.value
    or incoming.numerator is distinct from published.numerator
    or incoming.denominator is distinct from published.denominator
    or incoming.lower_limit is distinct from published.lower_limit
    or incoming.upper_limit is distinct from published.upper_limit
    or incoming.value_note is distinct from published.value_note
order by incoming.place
