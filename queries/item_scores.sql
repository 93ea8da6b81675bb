-- Score of each item in one round, 0 to 100 in whole points with items worded negatively turned
-- round, and what changed since the round before that is shown, by Welch's test at 95 per cent over
-- all items of the round together (Holm).
-- Limits, of the score and of its change, are given only where every answer is shown: they would
-- tell the answers that are not. favourable is the percentage of favourable answers, where shown;
-- gap is between the organisations with the highest and the lowest score. Note too_few: fewer
-- answered than the minimum group, or the score would tell who did; no_variation:
-- in one of the two rounds everyone answered alike, so that the change is not tested.
-- Grain: one row per item.
-- Builds on: group_figures.
-- Then: item_changes.
-- Parameters: round_id, is_finite.
with rounds as materialized (

    select * from round_sizes(questionnaire_of($round_id))

),

this_round as materialized (

    select * from rounds
    where round_id = $round_id

),

round_before as materialized (

    select * from rounds
    where round_id in (select previous_round_id from this_round)

),

counts as materialized (  -- noqa: ST03

    select * from category_counts(questionnaire_of($round_id), $round_id)

),

counts_before as materialized (  -- noqa: ST03

    select *
    from category_counts(
        questionnaire_of($round_id), (select previous_round_id from this_round)
    )

),

forms as materialized (  -- noqa: ST03

    select
        subject,
        form
    from group_figures
    where is_item and kind = 'all'

),

forms_before as materialized (  -- noqa: ST03

    select * from category_forms('counts_before')

),

figures as (

    select * from item_figures('counts', 'forms')

),

figures_before as (

    select * from item_figures('counts_before', 'forms_before')

),

left_out as (

    select
        item_id,
        count(*) filter (where answer is null) as not_applicable
    from questionnaire_answers
    where round_id = $round_id
    group by item_id

),

gaps as (

    select
        subject,
        if(count(mean) > 1, max(mean) - min(mean), null) as gap
    from group_figures
    where is_item and kind = 'organisation' and not is_residual
    group by subject

)

select
    items.item_id,
    items.dimension,
    items.position,
    items.text,
    items.is_negative,
    figures.form,
    figures.answered,
    -- those who chose it and those who left the item out are told together or not at all
    if(
        not is_small_count(left_out.not_applicable, this_round.smallest_count)
        and not is_small_count(
            this_round.responses - figures.answered - left_out.not_applicable,
            this_round.smallest_count
        ),
        left_out.not_applicable,
        null
    ) as not_applicable,
    figures.mean,
    figures.variance,
    share_left(figures.answered, this_round.invited, $is_finite) as share_left,
    if(figures.form in ('all', 'merged'), figures.share_favourable, null) as favourable,
    figures_before.form as form_before,
    figures_before.answered as answered_before,
    figures_before.mean as mean_before,
    figures_before.variance as variance_before,
    share_left(figures_before.answered, round_before.invited, $is_finite) as share_left_before,
    gaps.gap,
    if(figures.answered is null, 'too_few', null) as note
from questionnaire_items as items
cross join this_round
inner join left_out on items.item_id = left_out.item_id
left join figures on items.item_id = figures.subject and this_round.is_shown
left join figures_before on items.item_id = figures_before.subject
left join round_before on true
left join gaps on items.item_id = gaps.subject
where items.questionnaire_id = this_round.questionnaire_id
order by items.position
