-- Numbers invited, as the rows of people say them; counted from the rows where nothing says them.
-- Two numbers for one organisation and group are two rows, which the contract refuses; a number
-- that stands on some of their rows only is meant for all.
-- Grain: one row per round, organisation, group and number invited.
-- Parameters: is_counted.
with stated as (

    select
        people.round_id,
        people.organisation,
        people.respondent_group,
        people.invited,
        count(*) as persons,
        min(people.row) as row_number
    from people
    group by
        people.round_id,
        people.organisation,
        people.respondent_group,
        people.invited

)

select
    stated.round_id,
    stated.organisation,
    stated.respondent_group,
    if($is_counted, stated.persons, stated.invited)::integer as invited,
    stated.row_number
from stated
qualify
    stated.invited is not null
    or bool_and(stated.invited is null) over (
        partition by stated.round_id, stated.organisation, stated.respondent_group
    )
order by stated.row_number
