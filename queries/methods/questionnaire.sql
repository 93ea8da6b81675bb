-- Scores of a questionnaire: answers turned so that more is better, and put on a scale of 0 to 100;
-- a person's score on a dimension is the mean of the answers given, when those are at least half.
-- Source: the partnership's framework; Ware and others, SF-36 Health Survey manual (1993), for the
-- rule of half. Rows of single people are only ever summed up: no question returns one.

-- An answer as a score from 0 to 100; an item worded negatively is turned round.
create or replace macro turned_score(answer, is_negative, scale_minimum, scale_maximum) as
    100.0
    * if(is_negative, scale_maximum - answer, answer - scale_minimum)
    / (scale_maximum - scale_minimum);

-- Answers that a person has to give to have a score on a dimension of so many items.
create or replace macro fewest_answers(items) as ceil(items / 2);

-- Rounds of a questionnaire with the numbers invited and answering; previous_round_id is the round
-- before that had enough respondents to show. Grain: one row per round.
create or replace macro round_sizes(questionnaire) as table
    with invitations as (

        select
            round_id,
            cast(sum(invited) as bigint) as invited
        from questionnaire_invitations
        group by round_id

    ),

    answering as (

        select
            round_id,
            count(distinct response_id) as responses
        from questionnaire_answers
        group by round_id

    )

    select
        rounds.*,
        coalesce(invitations.invited, 0) as invited,
        coalesce(answering.responses, 0) as responses,
        coalesce(answering.responses, 0) >= rounds.minimum_group as is_shown,
        row_number() over in_order as place,
        last_value(
            if(coalesce(answering.responses, 0) >= rounds.minimum_group, rounds.round_id, null)
            ignore nulls
        ) over (
            order by rounds.closes_date, rounds.opens_date, rounds.round_id
            rows between unbounded preceding and 1 preceding
        ) as previous_round_id
    from questionnaire_rounds as rounds
    left join invitations on rounds.round_id = invitations.round_id
    left join answering on rounds.round_id = answering.round_id
    where rounds.questionnaire_id = questionnaire
    window in_order as (order by rounds.closes_date, rounds.opens_date, rounds.round_id);

-- The questionnaire that a round asked.
create or replace macro questionnaire_of(this_round) as (
    select questionnaire_id from questionnaire_rounds
    where round_id = this_round
);

-- Scores of single people on each item and on each dimension (`subject`), for the rounds listed
-- that have enough respondents. `answer` is null for a dimension; one of a single item has no
-- scores where an answer is too rare to be told. Never to leave a question.
-- Grain: one row per round, person and subject with a score.
create or replace macro person_scores(questionnaire, round_ids) as table
    with answers as materialized (

        select
            answers.round_id,
            answers.response_id,
            answers.organisation,
            answers.respondent_group,
            answers.answer,
            items.item_id,
            items.dimension,
            turned_score(
                answers.answer, items.is_negative, items.scale_minimum, items.scale_maximum
            ) as score
        from questionnaire_answers as answers
        inner join questionnaire_items as items
            on items.questionnaire_id = questionnaire and answers.item_id = items.item_id
        where
            answers.round_id in (
                select round_id from round_sizes(questionnaire)
                where is_shown and list_contains(round_ids, round_id)
            )

    ),

    asked as (

        select
            round_id,
            dimension,
            count(distinct item_id) as items
        from answers
        group by round_id, dimension

    ),

    -- a dimension of one item would tell, with its spread, how many chose each answer
    rare as (

        select
            answers.round_id,
            answers.dimension
        from answers
        inner join asked
            on answers.round_id = asked.round_id and answers.dimension = asked.dimension
        inner join questionnaire_rounds as rounds on answers.round_id = rounds.round_id
        where asked.items = 1 and answers.answer is not null
        group by answers.round_id, answers.dimension, answers.answer
        having is_small_count(count(*), any_value(rounds.smallest_count))

    )

    select
        answers.round_id,
        false as is_item,
        answers.dimension as subject,
        answers.response_id,
        answers.organisation,
        answers.respondent_group,
        null as answer,
        avg(answers.score) as score
    from answers
    inner join asked
        on answers.round_id = asked.round_id and answers.dimension = asked.dimension
    where (answers.round_id, answers.dimension) not in (select row(round_id, dimension) from rare)
    group by all
    having count(answers.score) >= fewest_answers(any_value(asked.items))

    union all

    select
        round_id,
        true as is_item,
        item_id as subject,
        response_id,
        organisation,
        respondent_group,
        answer,
        score
    from answers
    where score is not null;

-- How many people chose each answer to each item, nobody included, in one round: the relation that
-- the macros of categories.sql read, with the score of each answer. `lowest` is that of category 1.
-- Grain: one row per item that was asked and category.
create or replace macro category_counts(questionnaire, this_round) as table
    with counted as (

        select
            item_id,
            answer,
            count(*) as people
        from questionnaire_answers
        where round_id = this_round
        group by item_id, answer

    ),

    grid as (

        select
            item_id,
            scale_minimum as lowest,
            scale_maximum - scale_minimum + 1 as categories,
            unnest(range(scale_minimum, scale_maximum + 1)) as answer,
            is_negative,
            scale_minimum,
            scale_maximum
        from questionnaire_items
        where
            questionnaire_id = questionnaire
            and item_id in (select item_id from counted)

    )

    select
        grid.item_id as subject,
        grid.answer - grid.lowest + 1 as category,
        grid.categories,
        grid.lowest,
        turned_score(grid.answer, grid.is_negative, grid.scale_minimum, grid.scale_maximum)
            as score,
        coalesce(counted.people, 0) as people,
        rounds.smallest_count,
        rounds.minimum_group
    from grid
    inner join questionnaire_rounds as rounds on rounds.round_id = this_round
    left join counted on grid.item_id = counted.item_id and grid.answer = counted.answer;

-- Dimensions of a questionnaire as each round asked them: position is that of the first item, and
-- asked_items names those that anybody was asked. Grain: one row per round and dimension.
create or replace macro dimensions_asked(questionnaire) as table
    with asked as (

        select distinct
            round_id,
            item_id
        from questionnaire_answers

    ),

    rounds as (

        select
            round_id,
            round_id in (select round_id from asked) as is_answered
        from questionnaire_rounds
        where questionnaire_id = questionnaire

    )

    select
        rounds.round_id,
        items.dimension,
        min(items.position) as position,
        list_sort(list(items.item_id)) as asked_items
    from rounds
    cross join questionnaire_items as items
    left join asked on rounds.round_id = asked.round_id and items.item_id = asked.item_id
    where
        items.questionnaire_id = questionnaire
        and (asked.item_id is not null or not rounds.is_answered)
    group by rounds.round_id, items.dimension;

-- Share of the squared error that is left when the people who answered are counted as a sample
-- without replacement of those invited; 1 below a response of a fifth.
-- Source: Cochran, Sampling techniques, 3rd edition (1977), sections 2.6 and 2.8.
create or replace macro share_left(answered, invited, is_finite) as
    if(is_finite and answered > 0.2 * invited, greatest(1 - answered / invited, 0), 1);
