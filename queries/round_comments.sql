-- What people wrote in one round, by dimension: for the working group alone.
-- Comments have no organisation, group or response, and come in the order of the alphabet. None are
-- told where fewer than the minimum group answered, or wrote anything.
-- Grain: one row per comment.
-- Parameters: round_id.
with this_round as (

    select *
    from round_sizes(questionnaire_of($round_id))
    where round_id = $round_id

),

dimensions as (

    select
        dimension,
        min(position) as position
    from questionnaire_items
    where questionnaire_id = questionnaire_of($round_id)
    group by dimension

),

written as (

    select
        dimension,
        comment,
        count(*) over () as comments
    from questionnaire_comments
    where round_id = $round_id

)

select
    row_number() over (order by dimensions.position, written.comment) as place,
    written.dimension,
    dimensions.position,
    written.comment
from written
cross join this_round
left join dimensions on written.dimension = dimensions.dimension
where this_round.is_shown and written.comments >= this_round.minimum_group
order by place
