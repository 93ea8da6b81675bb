-- How the answers to an item may be shown: number by number, put together, or not at all.
-- Source: the partnership's rules; Hundepool and others, Statistical disclosure control (2012),
-- chapter 5, for the small cells and the one hidden beside a single one.

-- Whether a number of people is too small to be told; nobody is not.
create or replace macro is_small_count(people, smallest_count) as
    people between 1 and smallest_count - 1;

-- Categories with the small ones hidden, and beside a single one the smallest other (the first of
-- them) that is not empty; all where fewer than minimum_group answered. The relation has the
-- columns subject, category (1, 2, ...), people, smallest_count and minimum_group.
-- Grain: one row per row of the relation.
create or replace macro hidden_categories(relation) as table
    with counted as (

        select
            *,
            is_small_count(people, smallest_count) as is_small,
            count(*) filter (where is_small_count(people, smallest_count)) over of_subject
                as small_ones,
            sum(people) over of_subject as answered,
            -- those that could be hidden beside a single one
            row_number() over (
                partition by subject, people >= smallest_count
                order by people, category
            ) as place
        from query_table(relation)
        window of_subject as (partition by subject)

    )

    select
        *,
        answered < minimum_group
        or is_small
        or (small_ones = 1 and people >= smallest_count and place = 1) as is_hidden
    from counted;

-- The forms in which an item's answers can be shown, finest first: each by itself, those on either
-- side of the middle together, or only the score of them all. Categories of one block are told
-- together. Forms between these were tried: that a finer one was not chosen told who knows the rule
-- what they hid. Grain: one row per subject, form and category.
create or replace macro category_blocks(relation) as table
    select
        categories.*,
        forms.form,
        forms.fineness,
        case forms.form
            when 'all' then categories.category
            when 'merged' then sign(2 * categories.category - categories.categories - 1)
            else 0
        end as block
    from hidden_categories(relation) as categories
    cross join (values ('all', 1), ('merged', 2), ('none', 3)) as forms (form, fineness);

-- The finest form in which nothing gives a small category away; null where even the score would.
-- How many answered and their exact mean are taken as known beside what is shown. Who knows them
-- can move one person up and another as far down, each within a block, without changing anything
-- that is told: a small category has to take smallest_count different numbers in that way, and no
-- block of several may hold a small number of people. The relation has the columns subject,
-- category (1, 2, ...), categories (how many there are), people, smallest_count and minimum_group.
-- Grain: one row per subject.
create or replace macro category_forms(relation) as table
    with blocks as materialized (

        select
            *,
            sum(people) over (partition by subject, form, block) as block_people
        from category_blocks(relation)

    ),

    steps as (

        select
            lower_one.subject,
            lower_one.form,
            lower_one.category as lower_category,
            upper_one.category as upper_category,
            lower_one.people as lower_people,
            upper_one.people as upper_people,
            upper_one.category - lower_one.category as width
        from blocks as lower_one
        inner join blocks as upper_one
            on
                lower_one.subject = upper_one.subject
                and lower_one.form = upper_one.form
                and lower_one.block = upper_one.block
                and lower_one.category < upper_one.category
        where lower_one.small_ones > 0

    ),

    -- one up on the first step and one down on the second, or the other way about
    moves as (

        select
            first_one.subject,
            first_one.form,
            [
                first_one.lower_category,
                first_one.upper_category,
                second_one.lower_category,
                second_one.upper_category
            ] as moved,
            1
            + least(first_one.lower_people, second_one.upper_people)
            + if(
                first_one.upper_category = second_one.lower_category,
                first_one.upper_people // 2,
                least(first_one.upper_people, second_one.lower_people)
            ) as numbers
        from steps as first_one
        inner join steps as second_one
            on
                first_one.subject = second_one.subject
                and first_one.form = second_one.form
                and first_one.width = second_one.width
                and first_one.lower_category < second_one.lower_category

    ),

    spans as (

        select
            subject,
            form,
            category,
            max(numbers) as numbers
        from (
            select
                subject,
                form,
                unnest(moved) as category,
                numbers
            from moves
        ) as single_moves
        group by subject, form, category

    ),

    judged as (

        select
            blocks.subject,
            blocks.form,
            blocks.fineness,
            bool_and(
                case
                    when blocks.form = 'all' then not blocks.is_hidden
                    else
                        not is_small_count(blocks.block_people, blocks.smallest_count)
                        and (
                            not blocks.is_small
                            or coalesce(spans.numbers, 1) >= blocks.smallest_count
                        )
                end
            )
            and any_value(blocks.answered) >= any_value(blocks.minimum_group) as is_safe
        from blocks
        left join spans
            on
                blocks.subject = spans.subject
                and blocks.form = spans.form
                and blocks.category = spans.category
        group by blocks.subject, blocks.form, blocks.fineness

    )

    select
        subject,
        arg_min(form, fineness) filter (where is_safe) as form
    from judged
    group by subject;

-- The blocks of answers that may be shown of each item. The relations are as above, and rows of
-- category_forms; `lowest` is the answer of category 1. Label: the answer itself, or low, middle
-- and high. The middle of the scale is side 0. Grain: one row per subject and block.
create or replace macro shown_categories(relation, forms_told) as table
    select
        blocks.subject,
        min(blocks.category) as first_category,
        any_value(blocks.answered) as answered,
        forms.form,
        if(
            forms.form = 'all',
            cast(min(blocks.category) + any_value(blocks.lowest) - 1 as varchar),
            (['low', 'middle', 'high'])[cast(blocks.block as integer) + 2]
        ) as label,
        if(
            forms.form = 'all',
            min(blocks.category) - (any_value(blocks.categories) + 1) / 2,
            blocks.block
        ) as side,
        sum(blocks.people) as people
    from category_blocks(relation) as blocks
    inner join query_table(forms_told) as forms
        on blocks.subject = forms.subject and blocks.form = forms.form
    where forms.form != 'none'
    group by blocks.subject, forms.form, blocks.block;

-- Score of each item that may be told, from the counts of its answers: number of answers, mean,
-- sample variance, form, and the percentage of favourable answers where their number is shown. The
-- relations are those of category_counts and of category_forms. Grain: one row per item that was
-- asked.
create or replace macro item_figures(relation, forms_told) as table
    with counts as (

        select
            *,
            sum(people) over of_subject as answered,
            sum(people * score) over of_subject / sum(people) over of_subject as mean
        from query_table(relation)
        window of_subject as (partition by subject)

    )

    select
        counts.subject,
        any_value(forms.form) as form,
        cast(any_value(counts.answered) as bigint) as answered,
        any_value(counts.mean) as mean,
        sum(counts.people * (counts.score - counts.mean) ** 2) / (any_value(counts.answered) - 1)
            as variance,
        100.0
        * sum(counts.people) filter (where counts.score > 50)
        / any_value(counts.answered) as share_favourable
    from counts
    inner join query_table(forms_told) as forms on counts.subject = forms.subject
    where forms.form is not null
    group by counts.subject;
