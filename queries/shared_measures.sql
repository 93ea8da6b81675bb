-- Measures collected more than once, each with its latest value in one area.
-- Grain: one row per shared measure and indicator.
-- Builds on: results.
-- Parameters: none.
with collected as (

    select
        *,
        count(*) over (partition by shared_measure) as times
    from indicators
    where shared_measure is not null

)

select
    collected.shared_measure,
    collected.indicator_id,
    collected.name,
    collected.partner,
    collected.collection,
    collected.unit,
    collected.decimals,
    collected.frequency,
    results.period_label,
    results.value,
    results.value_note
from collected
left join results on collected.indicator_id = results.indicator_id
where collected.times > 1
order by collected.shared_measure, collected.indicator_id
