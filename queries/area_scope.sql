-- Which areas can be shown around one area for one indicator: those beneath it by type, nearest
-- first, or else its own kind within its parent.
-- Grain: one row per parent and area type.
-- Parameters: indicator_id, area_code, area_types.
with asked as (

    select
        area_code,
        area_type,
        parent_code
    from areas
    where area_code = $area_code

),

candidates as (

    select
        asked.area_code as parent_code,
        beneath.area_type
    from asked
    cross join areas_within($area_code) as beneath
    where beneath.area_code != asked.area_code

    union all

    select
        asked.parent_code,
        areas.area_type
    from asked
    inner join areas
        on asked.parent_code = areas.parent_code and asked.area_type = areas.area_type

)

select
    candidates.parent_code,
    candidates.area_type,
    candidates.parent_code = $area_code as is_beneath
from candidates
inner join coverage
    on candidates.area_type = coverage.area_type and coverage.indicator_id = $indicator_id
group by candidates.parent_code, candidates.area_type
order by is_beneath desc, list_position($area_types, candidates.area_type)
