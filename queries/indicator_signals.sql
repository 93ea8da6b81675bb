-- Control chart of one indicator in one area: every published value, and beside those that can be
-- compared the limits and signals. Projected, provisional and part-period values are shown without
-- limits. Limits begin anew at each break unless is_across, and in the period of rebase_date; they
-- follow the season of a seasonal series unless ignores_season.
-- Grain: one row per period.
-- Parameters: indicator_id, area_code, is_screened, rebase_date, is_across, ignores_season.
with series as materialized (

    select *
    from judged_series([$area_code], $indicator_id)

),

-- named in a string beneath, which the linter does not read
held as (  -- noqa: ST03

    select * replace (comparable_target(target_value, status, $is_across) as target_value)
    from series

),

charts as (

    -- two periods that end together are not tested, so either tells why
    select *
    from charts_of('held', $is_screened, $rebase_date, $is_across, $ignores_season)
    qualify row_number() over (partition by period_start, period order by value) = 1

)

select
    series.area_code,
    areas.name as series,
    'this' as role,
    series.period_start,
    series.period_end,
    series.period_label,
    series.value,
    series.value_note,
    series.stretch,
    series.baseline_value,
    series.baseline_label,
    series.target_value,
    series.intervention_level,
    series.status,
    charts.rebase_group,
    charts.value_count,
    charts.is_trial,
    coalesce(charts.is_seasonal, false) as is_seasonal,
    charts.mean,
    charts.lower_limit,
    charts.upper_limit,
    charts.near_lower_limit,
    charts.near_upper_limit,
    charts.signal,
    charts.direction,
    charts.point_type,
    charts.assurance,
    charts.reason as chart_reason
from series
inner join areas on series.area_code = areas.area_code
left join charts
    on series.period_end = charts.period and series.period_start = charts.period_start
order by series.period_end, series.period_start
