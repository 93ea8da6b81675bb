-- Every scorecard result that is owed in one area, with whose it is: due from twelve months before
-- this month to six after it, and all that is owed since the latest. Other questions build on them.
-- Indicators without a fixed rhythm, and those never measured here, owe nothing on a set day.
-- Grain: one row per indicator and period.
-- Parameters: area_code, today.
select
    expected.*,
    indicators.name,
    indicators.theme,
    indicators.collection,
    indicators.partner,
    indicators.frequency,
    indicators.publication_lag_days,
    departments.name as department_name
from expected_in($area_code, $today) as expected
inner join indicators on expected.indicator_id = indicators.indicator_id
left join departments on indicators.department_code = departments.department_code
order by expected.indicator_id, expected.period_end
