-- What other questions tell of the organisations and respondent groups of one round: for each
-- dimension, and for each item, how many answered and their mean; the variance for dimensions only.
-- The rules of small groups are applied here, once. Names of too few people have note too_few and
-- stand together in a row without a name (is_residual); held_back means that all groups of a
-- subject are kept back. Kind `all` has everybody. An item's mean is in whole points. That of a
-- name is never told nearer to an end of the scale than where fewer than smallest_count people are
-- one step from it, or they could be counted. form says how everybody's answers may be shown.
-- Grain: one row per subject, is_item, kind and name.
-- Parameters: round_id.
with this_round as materialized (

    select *
    from round_sizes(questionnaire_of($round_id))
    where round_id = $round_id

),

asked as materialized (

    select distinct item_id
    from questionnaire_answers
    where round_id = $round_id

),

counts as materialized (  -- noqa: ST03

    select * from category_counts(questionnaire_of($round_id), $round_id)

),

forms as materialized (

    select * from category_forms('counts')

),

subjects as materialized (

    select
        false as is_item,
        dimension as subject,
        dimension,
        min(position) as position,
        null as form,
        null as few_steps
    from questionnaire_items
    where
        questionnaire_id = questionnaire_of($round_id)
        and item_id in (from asked)
    group by dimension

    union all

    select
        true as is_item,
        items.item_id as subject,
        items.dimension,
        items.position,
        forms.form,
        100.0 * (this_round.smallest_count - 1) / (items.scale_maximum - items.scale_minimum)
            as few_steps
    from questionnaire_items as items
    cross join this_round
    inner join forms on items.item_id = forms.subject
    where
        items.questionnaire_id = questionnaire_of($round_id)
        and forms.form is not null

),

people as materialized (

    select
        is_item,
        subject,
        organisation,
        respondent_group,
        score
    from person_scores(questionnaire_of($round_id), [$round_id])
    where (is_item, subject) in (select row(is_item, subject) from subjects)

),

cells as materialized (  -- noqa: ST03

    select
        subjects.is_item,
        subjects.subject,
        invitations.organisation,
        invitations.respondent_group,
        count(people.score) as people,
        any_value(invitations.invited) as invited,
        any_value(this_round.minimum_group) as minimum_group
    from subjects
    cross join this_round
    inner join questionnaire_invitations as invitations
        on this_round.round_id = invitations.round_id
    left join people
        on
            subjects.is_item = people.is_item
            and subjects.subject = people.subject
            and invitations.organisation = people.organisation
            and invitations.respondent_group = people.respondent_group
    group by
        subjects.is_item,
        subjects.subject,
        invitations.organisation,
        invitations.respondent_group

),

names as materialized (

    select * from shown_names('cells')

),

figures as (

    select
        is_item,
        subject,
        kind,
        name,
        count(*) as answered,
        avg(score) as mean,
        var_samp(score) as variance
    from scores_by_name('people', 'names')
    group by is_item, subject, kind, name

    union all

    select
        people.is_item,
        people.subject,
        'all' as kind,
        null as name,
        count(*) as answered,
        avg(people.score) as mean,
        var_samp(people.score) as variance
    from people
    cross join this_round
    group by people.is_item, people.subject
    having count(*) >= any_value(this_round.minimum_group)

),

invitations as (

    select
        kinds.kind,
        if(kinds.kind = 'organisation', organisation, respondent_group) as name,
        cast(sum(invited) as bigint) as invited
    from questionnaire_invitations
    cross join (values ('organisation'), ('respondent_group')) as kinds (kind)
    where round_id = $round_id
    group by all

),

listed as materialized (

    select
        subjects.*,
        invitations.kind,
        invitations.name,
        invitations.invited,
        coalesce(names.is_hidden and names.has_shown and not names.is_held_back, false)
            as is_in_residual,
        case
            when coalesce(names.is_held_back, false) then 'held_back'
            when coalesce(names.is_hidden, true) then 'too_few'
        end as note
    from subjects
    cross join invitations
    left join names
        on
            subjects.is_item = names.is_item
            and subjects.subject = names.subject
            and invitations.kind = names.kind
            and invitations.name = names.name

),

told as (

    select
        * exclude (is_in_residual),
        false as is_residual
    from listed

    union all by name

    select
        is_item,
        subject,
        dimension,
        position,
        form,
        few_steps,
        kind,
        null as name,
        cast(sum(invited) as bigint) as invited,
        true as is_residual,
        null as note
    from listed
    where is_in_residual
    group by is_item, subject, dimension, position, form, few_steps, kind

    union all by name

    select
        subjects.*,
        'all' as kind,
        null as name,
        this_round.invited,
        false as is_residual,
        if(figures.answered is null, 'too_few', null) as note
    from subjects
    cross join this_round
    left join figures
        on
            subjects.is_item = figures.is_item
            and subjects.subject = figures.subject
            and figures.kind = 'all'

)

select
    told.subject,
    told.is_item,
    told.dimension,
    told.position,
    told.form,
    told.kind,
    told.name,
    told.is_residual,
    told.invited,
    figures.answered,
    case
        when not told.is_item then figures.mean
        when told.kind = 'all' then round(figures.mean)
        else round(kept_from_ends(figures.mean, told.few_steps / figures.answered))
    end as mean,
    if(told.is_item, null, figures.variance) as variance,
    told.note
from told
left join figures
    on
        told.note is null
        and told.is_item = figures.is_item
        and told.subject = figures.subject
        and told.kind = figures.kind
        and told.name is not distinct from figures.name
order by told.position, told.is_item, told.kind, told.is_residual, told.name
