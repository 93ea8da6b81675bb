-- What each response says, all its answers in the order of their items.
-- Grain: one row per response.
-- Parameters: none.
select
    answers.round_id,
    answers.organisation,
    answers.respondent_group,
    answers.response_id,
    string_agg(
        answers.item_id || chr(30) || coalesce(answers.answer::varchar, ''), chr(31)
        order by answers.item_id
    ) as words
from answers
group by
    answers.round_id,
    answers.organisation,
    answers.respondent_group,
    answers.response_id
order by answers.round_id, answers.response_id
