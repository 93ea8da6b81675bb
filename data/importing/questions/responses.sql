-- Answers with a response_id made from what the response says, so that it names nobody, its order
-- is not that of the file, and the same file gives the same ids. Alike responses are numbered.
-- Grain: one row per answer.
-- Parameters: none.
with said as (

    select
        answers.row_number,
        answers.round_id,
        answers.organisation,
        answers.respondent_group,
        string_agg(
            answers.item_id || chr(30) || coalesce(answers.answer::varchar, ''), chr(31)
            order by answers.item_id
        ) as words
    from answers
    group by
        answers.row_number,
        answers.round_id,
        answers.organisation,
        answers.respondent_group

),

numbered as (

    select
        said.row_number,
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
                    order by said.row_number
                )
            )
        ) as digest
    from said

)

select
    answers.round_id,
    answers.organisation,
    answers.respondent_group,
    answers.item_id,
    answers.answer,
    answers.row_number,
    left(numbered.digest, 16) as response_id
from answers
inner join numbered
    on answers.row_number = numbered.row_number
order by answers.round_id, response_id, answers.item_id
