-- Questionnaires of which a round is published, that of the newest round first.
-- Grain: one row per questionnaire.
-- Parameters: none.
select
    questionnaire_id,
    count(*) as rounds,
    arg_max(round_id, row(closes_date, opens_date, round_id)) as latest_round_id
from questionnaire_rounds
group by questionnaire_id
order by max(closes_date) desc, questionnaire_id
