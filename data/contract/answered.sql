-- Answers of a round beside the item they answer and the numbers invited.
-- responses counts those of the answer's organisation and group; answer_number is 1 for the first
-- answer of each such cell; cells counts the organisations and groups of the answer's response.
-- Grain: one row per answer.
-- Parameters: none.
with placed as (

    select
        incoming.*,
        dense_rank() over (
            partition by incoming.round_id, incoming.organisation, incoming.respondent_group
            order by incoming.response_id
        ) as response_number,
        row_number() over (
            partition by incoming.round_id, incoming.organisation, incoming.respondent_group
            order by incoming.row_number
        ) as answer_number,
        dense_rank() over (
            partition by incoming.round_id, incoming.response_id
            order by incoming.organisation, incoming.respondent_group
        ) as cell_number
    from incoming

),

counted as (

    select
        placed.*,
        max(placed.response_number) over (
            partition by placed.round_id, placed.organisation, placed.respondent_group
        ) as responses,
        max(placed.cell_number) over (
            partition by placed.round_id, placed.response_id
        ) as cells
    from placed

)

select
    counted.*,
    questionnaire_rounds.round_id is not null as is_in_round,
    questionnaire_items.item_id is not null as is_item,
    questionnaire_items.scale_minimum,
    questionnaire_items.scale_maximum,
    questionnaire_items.has_not_applicable,
    questionnaire_invitations.round_id is not null as is_invited,
    questionnaire_invitations.invited
from counted
left join questionnaire_rounds
    on counted.round_id = questionnaire_rounds.round_id
left join questionnaire_items
    on
        questionnaire_rounds.questionnaire_id = questionnaire_items.questionnaire_id
        and counted.item_id = questionnaire_items.item_id
left join questionnaire_invitations
    on
        counted.round_id = questionnaire_invitations.round_id
        and counted.organisation = questionnaire_invitations.organisation
        and counted.respondent_group = questionnaire_invitations.respondent_group
order by counted.row_number
