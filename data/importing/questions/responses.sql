-- Answers under an id made from what their response says, so that it names nobody, the order is not
-- that of the file, and the same file gives the same ids. Alike responses are numbered.
-- Grain: one row per answer.
-- Parameters: none.
with numbered as (

    select
        said.response_id,
        sha256(
            concat_ws(
                chr(29),
                said.round_id,
                said.organisation,
                said.respondent_group,
                said.words,
                row_number() over (
                    partition by
                        said.round_id, said.organisation, said.respondent_group, said.words
                )
            )
        ) as digest
    from said

)

select
    answers.round_id,
    left(numbered.digest, 16) as response_id,
    answers.organisation,
    answers.respondent_group,
    answers.item_id,
    answers.answer,
    answers.response_id as row_number
from answers
inner join numbered
    on answers.response_id = numbered.response_id
order by answers.round_id, numbered.digest, answers.item_id
