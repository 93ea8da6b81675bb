-- An area and every area beneath it, however deep.
-- Grain: one row per area.
create or replace macro areas_within(parent) as table
    with recursive within_parent as (

        select area_code
        from areas
        where area_code = parent

        union

        select areas.area_code
        from areas
        inner join within_parent on areas.parent_code = within_parent.area_code

    )

    select areas.*
    from areas
    inner join within_parent on areas.area_code = within_parent.area_code;
