-- What is published of the incoming indicators, and all that this source brought before.
-- Grain: one row per published observation.
-- Parameters: source_id.
select extracts.*
from extracts
where
    extracts.source_id = $source_id
    or extracts.indicator_id in (
        select incoming_indicators.indicator_id from incoming_indicators
    )
