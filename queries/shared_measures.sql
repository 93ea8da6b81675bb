-- Measures collected more than once, each with its definition and its latest value in one area, in
-- how many periods it can be held against the others and differs from them, and the one that was
-- chosen as the record.
-- Grain: one row per shared measure and indicator.
-- Builds on: results.
-- Parameters: area_code.
with collected as (

    select
        *,
        count(*) over (partition by shared_measure) as times
    from indicators
    where shared_measure is not null

),

held as (

    select
        indicator_id,
        count(*) filter (where is_compared) as compared,
        count(*) filter (where differs) as differing
    from shared_values_in($area_code)
    group by indicator_id

)

select
    collected.shared_measure,
    collected.indicator_id,
    collected.name,
    collected.partner,
    collected.collection,
    collected.definition,
    collected.source,
    collected.unit,
    collected.decimals,
    collected.frequency,
    results.period_label,
    results.value,
    results.value_note,
    coalesce(held.compared, 0) as compared,
    coalesce(held.differing, 0) as differing,
    coalesce(records_chosen.indicator_id = collected.indicator_id, false) as is_record,
    records_chosen.reason,
    records_chosen.chosen_by,
    records_chosen.chosen_date
from collected
left join results on collected.indicator_id = results.indicator_id
left join held on collected.indicator_id = held.indicator_id
left join records_chosen on collected.shared_measure = records_chosen.shared_measure
where collected.times > 1
order by collected.shared_measure, collected.indicator_id
