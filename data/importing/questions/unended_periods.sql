-- Results for periods that have not ended yet and are not marked as projected or in part.
-- Grain: one row per indicator and period.
-- Parameters: today.
select
    incoming.indicator_id,
    incoming.period_label,
    min(incoming.row_number) as row_number,
    count(*) as row_count
from incoming
where
    incoming.period_end > $today
    and incoming.value is not null
    and coalesce(incoming.value_note, '') not in ('projected', 'partial_period', 'estimated')
group by incoming.indicator_id, incoming.period_label
order by incoming.indicator_id, incoming.period_label
