-- How each item of a dimension goes with the others, in one round: its correlation with the sum of
-- the others, and alpha without it, among the people who answered every item. In two decimals.
-- Notes as in reliability.
-- Grain: one row per item.
-- Then: reliability_items.
-- Parameters: round_id.
select
    covariances.dimension,
    covariances.first_position,
    covariances.item_id,
    covariances.position,
    items.text,
    covariances.other_id,
    covariances.complete,
    covariances.covariance
from item_covariances(questionnaire_of($round_id), $round_id) as covariances
inner join questionnaire_items as items
    on
        items.questionnaire_id = questionnaire_of($round_id)
        and covariances.item_id = items.item_id
order by
    covariances.first_position,
    covariances.dimension,
    covariances.position,
    covariances.item_id,
    covariances.other_id
