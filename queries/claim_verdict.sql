-- The verdict on one claim of added value: shown, likely, not_shown or cannot_be_tested, with the
-- effect, its limits, what it means in people and what it rests on. `standardised` is in standard
-- deviations of what chance does, so that claims compare; `people` is over all periods from the
-- start on and `people_a_period` the mean of one, by the denominators unless `people_per` says how
-- many people one unit is; what is counted need not be people, `counted` has its words. Of a stock
-- (`is_stock`: the same ones may be counted period after period) `people` is the mean of a period
-- as well, and there is no `total`. Where nothing can be tested there is no effect.
-- Grain: one row.
-- Builds on: claim_panel.
-- Then: claim_verdict.
-- Parameters: people_per.
select
    *,
    cast($people_per as double) as people_per
from claim_panel
order by measure desc, part, area_code, period_end, period_start
