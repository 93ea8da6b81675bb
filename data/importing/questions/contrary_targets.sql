-- Targets that lie on the wrong side of their baseline for the indicator's polarity.
-- Grain: one row per indicator and area.
-- Parameters: none.
select
    targets.indicator_id,
    targets.area_code,
    any_value(indicators.polarity) as polarity,
    any_value(targets.baseline_value) as baseline_value,
    arg_max(targets.target_value, targets.period_start) as target_value
from targets
inner join indicators
    on targets.indicator_id = indicators.indicator_id
where
    targets.indicator_id in (select incoming.indicator_id from incoming)
    and targets.baseline_value is not null
group by targets.indicator_id, targets.area_code
having
    (polarity = 'higher' and target_value < baseline_value)
    or (polarity = 'lower' and target_value > baseline_value)
order by targets.indicator_id, targets.area_code
