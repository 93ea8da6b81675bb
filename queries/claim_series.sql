-- What is drawn of one claim of added value: actual, counterfactual and the gap between them, the
-- mean effect with its limits, the gap of each placebo in space, the gap without one comparator and
-- with an earlier start, and the single agency's measure. Treated areas together are their mean,
-- beside that of the untreated; one series alone has the line that is fitted to it.
-- Grain: one row per series, area and period.
-- Builds on: claim_panel.
-- Then: claim_series.
-- Parameters: none.
select * from claim_panel
order by measure desc, part, area_code, period_end, period_start
