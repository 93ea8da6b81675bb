-- Scores of one round by organisation and by respondent group, 0 to 100 in whole points, each
-- beside everyone else's by Welch's test, at 95 per cent over the kind's groups together (Holm).
-- Groups of too few people are listed with note too_few and shown together in a row of their own
-- (is_residual, without a name); held_back means that all groups of a dimension are kept back,
-- because with the organisations they would tell what a few people answered. With is_finite limits
-- count those who answered as a sample of those invited.
-- Grain: one row per dimension, kind and name.
-- Builds on: group_figures.
-- Then: group_differences.
-- Parameters: is_finite.
with everybody as (

    select
        dimension,
        answered,
        mean,
        variance,
        invited
    from group_figures
    where kind = 'all' and not is_item

)

select
    standings.dimension,
    standings.position,
    standings.kind,
    standings.name,
    standings.is_residual,
    standings.invited,
    standings.answered,
    standings.mean,
    standings.variance,
    share_left(standings.answered, standings.invited, $is_finite) as share_left,
    everybody.answered as answered_in_all,
    everybody.mean as mean_in_all,
    everybody.variance as variance_in_all,
    share_left(
        everybody.answered - standings.answered,
        everybody.invited - standings.invited,
        $is_finite
    ) as share_left_of_others,
    standings.note
from group_figures as standings
inner join everybody on standings.dimension = everybody.dimension
where standings.kind != 'all' and not standings.is_item
order by standings.position, standings.kind, standings.is_residual, standings.name
