-- Measures collected more than once, each with its latest value in one area.
-- Grain: one row per shared measure and indicator.
-- Parameters: area_code.
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
    latest.period_label,
    latest.value,
    latest.value_note
from collected
left join latest_judged([$area_code]) as latest
    on collected.indicator_id = latest.indicator_id
where collected.times > 1
order by collected.shared_measure, collected.indicator_id
