-- How well the items of each dimension measure one thing, in one round: Cronbach's alpha with
-- Feldt's limits at 95 per cent, and omega total of one factor, among the people who answered every
-- item. In two decimals, so that no answer can be worked out.
-- Notes: too_few, fewer than 10 people or than the minimum group; one_item; no_variation.
-- Grain: one row per dimension.
-- Then: reliability.
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
order by first_position, dimension, position, item_id, other_id
