-- The areas that a claim of added value may be about: those treated, those to compare with and
-- those named as left out, whether anything is published for them or not. Without donors named they
-- are all of the same type: within the claim's area where parts of it are treated, and with the
-- same parent where there are more than 100 of the type. The single agency may have an area of its
-- own.
-- Grain: one row per area.
-- Parameters: area_code, treated_codes, donor_codes, left_out_codes, agency_area_code.
with treated as (

    select areas.*
    from areas
    where
        list_contains(cast($treated_codes as varchar[]), areas.area_code)
        or (len(cast($treated_codes as varchar[])) = 0 and areas.area_code = $area_code)
        or areas.area_code = $agency_area_code

),

many as (

    select areas.area_type
    from areas
    group by areas.area_type
    having count(*) > 101

),

alike as (

    select areas.area_code
    from areas
    inner join treated on areas.area_type = treated.area_type
    where
        len(cast($donor_codes as varchar[])) = 0
        and case
            when list_contains(cast($treated_codes as varchar[]), treated.area_code)
                then
                    areas.area_code in (
                        select inside.area_code from areas_within($area_code) as inside
                    )
            else
                areas.parent_code is not distinct from treated.parent_code
                or areas.area_type not in (select many.area_type from many)
        end

)

select
    areas.area_code,
    areas.name as area_name,
    areas.area_type
from areas
where
    areas.area_code in (select alike.area_code from alike)
    or areas.area_code in (select treated.area_code from treated)
    or list_contains(cast($donor_codes as varchar[]), areas.area_code)
    or list_contains(cast($left_out_codes as varchar[]), areas.area_code)
order by areas.name, areas.area_code
