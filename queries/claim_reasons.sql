-- Why the verdict on one claim of added value is what it is: each check with what was found, its
-- limit and whether it is passed; null where it could not be looked at. `about` names areas.
-- Grain: one row per check.
-- Builds on: claim_panel.
-- Then: claim_reasons.
-- Parameters: none.
select * from claim_panel
order by measure desc, part, area_code, period_end, period_start
