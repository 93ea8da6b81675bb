-- What the filters of the scorecard offer: every indicator with its place in the framework.
-- Grain: one row per indicator.
-- Parameters: none.
select
    indicator_id,
    name,
    theme,
    collection,
    partner,
    department_code,
    unit,
    decimals,
    is_scorecard
from indicators
order by name, indicator_id
