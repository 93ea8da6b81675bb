-- How many of those invited answered each round of a questionnaire: all of them, by organisation
-- and by respondent group, with Wilson's limits at 95 per cent.
-- Fewer responses than the minimum group are not told (note too_few); none at all only where that
-- many were invited. Those of whom fewer were invited are hidden whoever answered, with as many
-- others as that takes, so that nothing shows whether one of one did. Those hidden
-- stand together in a row without a name (is_residual). held_back means that the groups of a
-- round are kept back, because with the organisations they would tell what is hidden.
-- Grain: one row per round, kind and name.
-- Parameters: questionnaire_id.
with sizes as materialized (

    select * from round_sizes($questionnaire_id)

),

people as (

    select distinct
        answers.round_id,
        answers.response_id,
        answers.organisation,
        answers.respondent_group
    from questionnaire_answers as answers
    inner join sizes on answers.round_id = sizes.round_id and sizes.is_shown

),

cells as materialized (  -- noqa: ST03

    select
        false as is_item,
        invitations.round_id as subject,
        invitations.organisation,
        invitations.respondent_group,
        count(people.response_id) as people,
        any_value(invitations.invited) as invited,
        any_value(sizes.minimum_group) as minimum_group
    from questionnaire_invitations as invitations
    inner join sizes on invitations.round_id = sizes.round_id and sizes.is_shown
    left join people
        on
            invitations.round_id = people.round_id
            and invitations.organisation = people.organisation
            and invitations.respondent_group = people.respondent_group
    group by invitations.round_id, invitations.organisation, invitations.respondent_group

),

names as materialized (

    select * from shown_names('cells')

),

invitations as (

    select
        round_id,
        kinds.kind,
        if(kinds.kind = 'organisation', organisation, respondent_group) as name,
        cast(sum(invited) as bigint) as invited
    from questionnaire_invitations
    cross join (values ('organisation'), ('respondent_group')) as kinds (kind)
    group by all

),

held as (

    select
        subject as round_id,
        bool_or(is_held_back) as is_held_back
    from names
    group by subject

),

compared as (

    select
        sizes.place,
        sizes.round_id,
        sizes.title,
        invitations.kind,
        invitations.name,
        invitations.invited,
        coalesce(names.people, 0) as responses,
        sizes.is_shown,
        invitations.kind = 'respondent_group' and coalesce(held.is_held_back, false)
            as is_held_back,
        coalesce(names.is_hidden, invitations.invited < sizes.minimum_group) as is_hidden,
        coalesce(names.is_hidden, false) as is_small
    from sizes
    inner join invitations on sizes.round_id = invitations.round_id
    left join held on sizes.round_id = held.round_id
    left join names
        on
            sizes.round_id = names.subject
            and invitations.kind = names.kind
            and invitations.name = names.name

),

listed as materialized (

    select
        place,
        round_id,
        title,
        kind,
        name,
        invited,
        responses,
        is_shown
        and not is_held_back
        and is_hidden
        and bool_or(is_small) over (partition by round_id, kind)
        and bool_or(not is_hidden) over (partition by round_id, kind) as is_in_residual,
        case
            when is_held_back then 'held_back'
            when is_hidden or not is_shown then 'too_few'
        end as note
    from compared

),

told as (

    select
        place,
        round_id,
        title,
        'all' as kind,
        null as name,
        false as is_residual,
        invited,
        responses,
        if(is_shown, null, 'too_few') as note
    from sizes

    union all by name

    select
        * exclude (is_in_residual),
        false as is_residual
    from listed

    union all by name

    select
        place,
        round_id,
        title,
        kind,
        null as name,
        true as is_residual,
        cast(sum(invited) as bigint) as invited,
        sum(responses) as responses,
        null as note
    from listed
    where is_in_residual
    group by place, round_id, title, kind

)

select
    round_id,
    title,
    kind,
    name,
    is_residual,
    invited,
    if(note is null, cast(responses as bigint), null) as responses,
    if(note is null and invited > 0, 100.0 * responses / invited, null) as response_rate,
    if(note is null, 100 * wilson_lower(responses, invited), null) as lower_limit,
    if(note is null, 100 * wilson_upper(responses, invited), null) as upper_limit,
    note
from told
order by place, kind, is_residual, name
