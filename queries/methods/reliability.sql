-- How the items of a dimension vary together, among the people who answered all of them: all that a
-- method in Python learns for alpha and omega.
-- Source: Cronbach (1951); reliability.py has the formulas.

-- Sample covariance of each two items of a dimension, and how many people answered all; null below
-- `fewest` people and below the round's minimum group. Grain: one row per two items.
create or replace macro item_covariances(questionnaire, this_round, fewest := 10) as table
    with scores as materialized (

        select
            people.response_id,
            items.dimension,
            items.item_id,
            items.position,
            people.score,
            count(*) over (partition by items.dimension, people.response_id) as answered
        from person_scores(questionnaire, [this_round]) as people
        inner join questionnaire_items as items
            on items.questionnaire_id = questionnaire and people.subject = items.item_id
        where people.is_item

    ),

    asked as materialized (

        select
            dimension,
            item_id,
            position,
            count(*) over (partition by dimension) as number_asked,
            min(position) over (partition by dimension) as first_position
        from questionnaire_items
        where
            questionnaire_id = questionnaire
            and item_id in (
                select item_id from questionnaire_answers
                where round_id = this_round
            )

    ),

    complete as materialized (

        select
            scores.response_id,
            scores.dimension,
            scores.item_id,
            scores.score
        from scores
        inner join asked on scores.item_id = asked.item_id
        where scores.answered = asked.number_asked

    ),

    varied as (

        select
            first_one.item_id,
            second_one.item_id as other_id,
            count(*) as people,
            covar_samp(first_one.score, second_one.score) as covariance
        from complete as first_one
        inner join complete as second_one
            on
                first_one.response_id = second_one.response_id
                and first_one.dimension = second_one.dimension
        group by first_one.item_id, second_one.item_id

    )

    select
        asked.dimension,
        asked.first_position,
        asked.item_id,
        asked.position,
        others.item_id as other_id,
        varied.people as complete,
        varied.covariance
    from asked
    inner join asked as others on asked.dimension = others.dimension
    inner join questionnaire_rounds as rounds on rounds.round_id = this_round
    left join varied
        on
            asked.item_id = varied.item_id
            and others.item_id = varied.other_id
            and varied.people >= greatest(fewest, rounds.minimum_group);
