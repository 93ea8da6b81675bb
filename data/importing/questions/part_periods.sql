-- Newest periods that look cut short: a count or rate falls nearly everywhere, by more than a ninth
-- in most areas, and nothing says that the period is not whole.
-- Grain: one row per indicator and period.
-- Parameters: none.
with results as (

    select
        incoming.*,
        lag(incoming.value) over series as value_before,
        lag(incoming.period_end) over series as end_before,
        max(incoming.period_start) over (partition by incoming.indicator_id) as newest_start
    from incoming
    inner join indicators
        on incoming.indicator_id = indicators.indicator_id
    where
        indicators.method in ('count', 'rate')
        and incoming.breakdown_type = 'all'
        and incoming.department_code is null
        and incoming.period_end - incoming.period_start > 360
    window
        series as (
            partition by incoming.indicator_id, incoming.area_code
            order by incoming.period_start
        )

)

select
    results.indicator_id,
    results.period_label,
    min(results.row_number) as row_number,
    count(*) as area_count,
    median(results.value / results.value_before) as median_ratio
from results
where
    results.period_start = results.newest_start
    and results.value_before > 0
    and results.end_before + 1 = results.period_start
    and results.value_note is null
group by results.indicator_id, results.period_label
having
    count(*) >= 10
    and quantile_cont(results.value / results.value_before, 0.9) < 0.95
    and median_ratio < 0.885
order by results.indicator_id, results.period_label
