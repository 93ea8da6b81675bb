-- Rounds of a questionnaire that are published: when they were, how many were asked and answered.
-- A round with fewer respondents than its minimum group shows nothing but the number invited.
-- previous_round_id is the round before that is shown. Limits are Wilson's, at 95 per cent.
-- Grain: one row per round.
-- Parameters: questionnaire_id.
select
    round_id,
    title,
    opens_date,
    closes_date,
    minimum_group,
    smallest_count,
    invited,
    if(is_shown, responses, null) as responses,
    if(is_shown and invited > 0, 100.0 * responses / invited, null) as response_rate,
    if(is_shown, 100 * wilson_lower(responses, invited), null) as lower_limit,
    if(is_shown, 100 * wilson_upper(responses, invited), null) as upper_limit,
    if(is_shown, null, 'too_few') as note,
    previous_round_id
from round_sizes($questionnaire_id)
order by place
