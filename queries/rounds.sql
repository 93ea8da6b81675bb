-- Rounds of a questionnaire that are published: when they were, how many were asked and answered,
-- and whether more or fewer than in the round before that is shown (rose, fell, no_clear_change).
-- A round with fewer respondents than its minimum group shows nothing but the number invited.
-- Limits are Wilson's, those of the change Newcombe's, at 95 per cent.
-- Grain: one row per round.
-- Parameters: questionnaire_id.
with sized as materialized (

    select
        *,
        if(is_shown, 100.0 * responses / nullif(invited, 0), null) as response_rate,
        if(is_shown, 100 * wilson_lower(responses, invited), null) as lower_limit,
        if(is_shown, 100 * wilson_upper(responses, invited), null) as upper_limit
    from round_sizes($questionnaire_id)

),

compared as (

    select
        sized.*,
        sized.response_rate - earlier.response_rate as response_change,
        response_change - proportion_difference_reach(
            sized.response_rate, sized.lower_limit, earlier.response_rate, earlier.upper_limit
        ) as response_change_lower,
        response_change + proportion_difference_reach(
            sized.response_rate, sized.upper_limit, earlier.response_rate, earlier.lower_limit
        ) as response_change_upper
    from sized
    left join sized as earlier on sized.is_shown and sized.previous_round_id = earlier.round_id

)

select
    round_id,
    title,
    opens_date,
    closes_date,
    minimum_group,
    smallest_count,
    invited,
    if(is_shown, responses, null) as responses,
    response_rate,
    lower_limit,
    upper_limit,
    response_change,
    response_change_lower,
    response_change_upper,
    case
        when response_change_lower > 0 then 'rose'
        when response_change_upper < 0 then 'fell'
        when response_change is not null then 'no_clear_change'
    end as response_movement,
    if(is_shown, null, 'too_few') as note,
    previous_round_id
from compared
order by place
