-- The areas of one claim of added value: which are compared and why others are not, the weight of
-- each in the mix, its own placebo, and the effect without it.
-- Grain: one row per area.
-- Builds on: claim_panel.
-- Then: claim_areas_used.
-- Parameters: none.
select * from claim_panel
order by measure desc, part != 'treated', part != 'donor', area_name, area_code, period_end
