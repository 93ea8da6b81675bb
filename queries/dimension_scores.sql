-- Score of each dimension in every round, 0 to 100 in whole points, and what changed since the
-- round before that is shown: the score by Welch's test, the spread by Brown and Forsythe's, each
-- at 95 per cent over all dimensions of the round together (Holm).
-- A dimension with fewer people than the minimum group has note too_few; one of a single item of
-- which not every answer can be told one_statement; changed_items means that
-- the round before asked other items, so that there is no change to tell; no_variation that in one
-- of the two rounds everyone had the same score, so that the change is not tested. With is_finite
-- limits count those who answered as a sample of those invited.
-- Grain: one row per round and dimension.
-- Then: round_scores.
-- Parameters: questionnaire_id, is_finite.
with sizes as materialized (

    select * from round_sizes($questionnaire_id)

),

scores as materialized (

    select
        round_id,
        subject as dimension,
        score,
        abs(score - median(score) over (partition by round_id, subject)) as deviation
    from person_scores($questionnaire_id, (select list(round_id) from sizes))
    where not is_item

),

figures as (

    select
        round_id,
        dimension,
        count(*) as answered,
        avg(score) as mean,
        var_samp(score) as variance,
        avg(deviation) as deviation_mean,
        var_samp(deviation) as deviation_variance
    from scores
    group by round_id, dimension

)

select
    sizes.round_id,
    sizes.title,
    sizes.closes_date,
    sizes.previous_round_id,
    asked.dimension,
    asked.position,
    asked.asked_items,
    figures.answered,
    figures.mean,
    figures.variance,
    figures.deviation_mean,
    figures.deviation_variance,
    share_left(figures.answered, sizes.invited, $is_finite) as share_left,
    case
        when figures.answered is not null then null
        when sizes.is_shown and len(asked.asked_items) = 1 then 'one_statement'
        else 'too_few'
    end as note
from sizes
inner join dimensions_asked($questionnaire_id) as asked on sizes.round_id = asked.round_id
left join figures
    on
        asked.round_id = figures.round_id
        and asked.dimension = figures.dimension
        and sizes.minimum_group <= figures.answered
order by sizes.place, asked.position
