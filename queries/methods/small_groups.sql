-- Who is shown: small groups are merged into the others, with whatever would give them away.
-- Source: the partnership's rules; Hundepool and others, Statistical disclosure control (2012),
-- chapter 4: primary and secondary suppression, and cells linked by two sets of totals.

-- Names of each part to hide: those of fewer people than minimum_group and, when there is one, the
-- smallest others until those hidden together are as many as that and are not alone. A name of
-- which fewer than that were invited is small whoever answered, or that others are hidden with it
-- would tell that somebody did; of others without people there is nothing to hide. The relation has
-- the columns is_item, subject, kind, name, people, invited and minimum_group.
-- Grain: one row per row of the relation with people, or with few invited.
create or replace macro hidden_names(relation) as table
    with ordered as (

        select
            *,
            people < minimum_group as is_small,
            bool_or(people < minimum_group) over part as has_small,
            coalesce(sum(people) over smaller, 0) as people_before,
            count(*) over smaller as names_before
        from query_table(relation)
        where people > 0 or invited between 1 and minimum_group - 1
        window
            part as (partition by is_item, subject, kind),
            smaller as (
                partition by is_item, subject, kind
                order by people, name
                rows between unbounded preceding and 1 preceding
            )

    )

    select
        is_item,
        subject,
        kind,
        name,
        people,
        minimum_group,
        is_small
        or (has_small and (people_before < minimum_group or names_before < 2)) as is_hidden
    from ordered;

-- Who may be shown of the people of some subjects, by organisation and by respondent group.
-- Sums over organisations and sums over groups can be subtracted from one another. What comes out
-- concerns, at the least, the people on one cut of the network that links organisations to the
-- groups of their people: where any cut holds some people but fewer than minimum_group, or nobody
-- of fewer than that invited, the groups of that subject are held back. The relation has a row for
-- each organisation and group of a subject: is_item, subject, organisation, respondent_group,
-- people, invited and minimum_group.
-- Grain: one row per subject, kind and name with people, or with few invited.
create or replace macro shown_names(relation) as table
    with names as (

        select
            is_item,
            subject,
            kinds.kind,
            if(kinds.kind = 'organisation', organisation, respondent_group) as name,
            sum(people) as people,
            sum(invited) as invited,
            any_value(minimum_group) as minimum_group
        from query_table(relation)
        cross join (values ('organisation'), ('respondent_group')) as kinds (kind)
        group by all

    ),

    hidden as materialized (

        select
            *,
            dense_rank() over (
                partition by is_item, subject, kind
                order by is_hidden desc, if(is_hidden, null, name)
            ) as node
        from hidden_names('names')

    ),

    linked as (

        select
            cells.is_item,
            cells.subject,
            organisations.node as organisation_node,
            groups.node as group_node,
            cells.people,
            cells.invited,
            cells.minimum_group
        from query_table(relation) as cells
        inner join hidden as organisations
            on
                cells.is_item = organisations.is_item
                and cells.subject = organisations.subject
                and cells.organisation = organisations.name
                and organisations.kind = 'organisation'
        inner join hidden as groups
            on
                cells.is_item = groups.is_item
                and cells.subject = groups.subject
                and cells.respondent_group = groups.name
                and groups.kind = 'respondent_group'

    ),

    -- each way of parting the groups in two; beyond 10 groups there are too many to try
    parted as (

        select
            is_item,
            subject,
            max(group_node) > 10 as is_untried,
            unnest(range(1, 1 << cast(least(max(group_node), 10) - 1 as integer))) as parting
        from linked
        group by is_item, subject

    ),

    -- an organisation goes to the side where most of its people are: the rest are on the cut
    cut_off as (

        select
            linked.is_item,
            linked.subject,
            parted.parting,
            linked.organisation_node,
            any_value(linked.minimum_group) as minimum_group,
            bool_or(parted.is_untried) as is_untried,
            coalesce(
                sum(linked.people)
                filter (where (parted.parting >> cast(linked.group_node - 1 as integer)) & 1 = 1),
                0
            ) as on_one_side,
            coalesce(
                sum(linked.invited)
                filter (where (parted.parting >> cast(linked.group_node - 1 as integer)) & 1 = 1),
                0
            ) as invited_on_one_side,
            sum(linked.people) - on_one_side as on_the_other,
            least(on_one_side, on_the_other) as on_the_cut,
            if(
                on_one_side < on_the_other,
                invited_on_one_side,
                sum(linked.invited) - invited_on_one_side
            ) as invited_on_the_cut
        from linked
        inner join parted
            on linked.is_item = parted.is_item and linked.subject = parted.subject
        group by linked.is_item, linked.subject, parted.parting, linked.organisation_node

    ),

    cuts as (

        select
            is_item,
            subject,
            parting,
            bool_or(is_untried)
            or sum(on_the_cut) between 1 and any_value(minimum_group) - 1
            or (
                sum(on_the_cut) = 0
                and sum(invited_on_the_cut) between 1 and any_value(minimum_group) - 1
            ) as is_telling
        from cut_off
        group by is_item, subject, parting

    ),

    held as (

        select
            is_item,
            subject,
            bool_or(is_telling) as is_telling
        from cuts
        group by is_item, subject

    )

    select
        hidden.is_item,
        hidden.subject,
        hidden.kind,
        hidden.name,
        hidden.people,
        hidden.is_hidden,
        hidden.kind = 'respondent_group' and coalesce(held.is_telling, false) as is_held_back,
        not bool_and(hidden.is_hidden) over (
            partition by hidden.is_item, hidden.subject, hidden.kind
        ) as has_shown
    from hidden
    left join held on hidden.is_item = held.is_item and hidden.subject = held.subject;

-- Everybody's scores under the name by which they are shown, once by organisation and once by
-- group: null for those who are only shown together. The relations are rows of person_scores and of
-- shown_names. Nothing where only one lot would be left, or where a kind is held back.
-- Grain: one row per person, subject and kind.
create or replace macro scores_by_name(people, names) as table
    select
        names.is_item,
        names.subject,
        names.kind,
        if(names.is_hidden, null, names.name) as name,
        people.score
    from query_table(people) as people
    inner join query_table(names) as names
        on
            people.is_item = names.is_item
            and people.subject = names.subject
            and names.name
            = if(names.kind = 'organisation', people.organisation, people.respondent_group)
    where names.has_shown and not names.is_held_back;

-- A mean from 0 to 100, told no nearer to an end of the scale than the reach.
create or replace macro kept_from_ends(mean, reach) as
    greatest(least(reach, 50), least(100 - least(reach, 50), mean));
