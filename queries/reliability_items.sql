-- How each item of a dimension goes with the others, in one round: its correlation with the sum of
-- the others, and alpha without it, among the people who answered every item. In two decimals.
-- Notes as in reliability.
-- Grain: one row per item.
-- Then: reliability_items.
-- Parameters: round_id.
select
    dimension,
    first_position,
    item_id,
    position,
    other_id,
    complete,
    covariance
from item_covariances(questionnaire_of($round_id), $round_id)
order by first_position, position, other_id
