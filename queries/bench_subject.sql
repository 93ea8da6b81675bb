-- What a trial has to know of one indicator in one area: how it is measured, the areas of a group
-- of comparators that are of the area's own type, and the whole that the area lies in.
-- Grain: one row.
-- Parameters: indicator_id, area_code, group_id.
with recursive upward as (

    select
        area_code,
        parent_code,
        0 as height
    from areas
    where area_code = $area_code

    union all

    select
        areas.area_code,
        areas.parent_code,
        upward.height + 1 as height
    from areas
    inner join upward on areas.area_code = upward.parent_code
    where upward.height < 20

),

members as (

    select
        any_value(comparators.group_name) as group_name,
        list(areas.area_code order by areas.area_code) as peer_codes
    from comparators
    inner join areas on comparators.area_code = areas.area_code
    inner join areas as this_area on this_area.area_code = $area_code
    where
        comparators.group_id = $group_id
        and comparators.area_code != $area_code
        and areas.area_type = this_area.area_type

),

whole as (

    select arg_max(area_code, height) as area_code from upward
    where height > 0

)

select
    indicators.indicator_id,
    indicators.name,
    indicators.unit,
    indicators.decimals,
    indicators.polarity,
    indicators.method,
    indicators.frequency,
    indicators.source,
    this_area.area_code,
    this_area.name as area_name,
    members.group_name,
    coalesce(members.peer_codes, []) as peer_codes,
    whole.area_code as whole_code,
    whole_area.name as whole_name
from indicators
inner join areas as this_area on this_area.area_code = $area_code
cross join members
cross join whole
left join areas as whole_area on whole.area_code = whole_area.area_code
where indicators.indicator_id = $indicator_id
order by indicators.indicator_id
