-- Comments of a round, and whether its questionnaire has the dimension they are about.
-- Grain: one row per comment.
-- Parameters: none.
select
    incoming.*,
    questionnaire_rounds.round_id is not null as is_in_round,
    coalesce(
        list_contains(
            (
                select list(questionnaire_items.dimension)
                from questionnaire_items
                where questionnaire_items.questionnaire_id = questionnaire_rounds.questionnaire_id
            ),
            incoming.dimension
        ),
        false
    ) as is_dimension
from incoming
left join questionnaire_rounds
    on incoming.round_id = questionnaire_rounds.round_id
order by incoming.row_number
