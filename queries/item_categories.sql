-- How the people of one round answered each item, as far as it can be told: every answer, or those
-- on either side of the middle put together (low, middle and high), so that no answer of fewer
-- people than the round's smallest count can be worked out, nor with the item's score.
-- category_position is below 0 for what is unfavourable and above for what is
-- favourable. An item of which nothing can be told has one row with note too_few.
-- Grain: one row per item and label.
-- Builds on: group_figures.
-- Parameters: round_id.
with counts as materialized (  -- noqa: ST03

    select * from category_counts(questionnaire_of($round_id), $round_id)

),

forms as materialized (  -- noqa: ST03

    select
        subject,
        form
    from group_figures
    where is_item and kind = 'all'

),

shown as (

    select * from shown_categories('counts', 'forms')

)

select
    items.item_id,
    items.dimension,
    items.position,
    items.is_negative,
    try_cast(shown.label as integer) as category,
    if(items.is_negative, 0 - shown.side, shown.side) as category_position,
    shown.label,
    shown.form,
    cast(shown.people as bigint) as answers,
    100.0 * shown.people / shown.answered as percentage,
    100 * wilson_lower(shown.people, shown.answered) as lower_limit,
    100 * wilson_upper(shown.people, shown.answered) as upper_limit,
    if(shown.label is null, 'too_few', null) as note
from questionnaire_items as items
left join shown on items.item_id = shown.subject
where
    items.questionnaire_id = questionnaire_of($round_id)
    and exists (
        from questionnaire_answers as answers
        where answers.round_id = $round_id and answers.item_id = items.item_id
    )
order by items.position, category_position, shown.first_category
