-- One indicator in one area beside named comparators and a group of comparators of its own kind.
-- All values are of the area's latest settled period. The area's limits are held against each
-- comparator's value, at 95 and at 99.8 per cent, and against its target; its quarter is its place
-- among itself and the members of the group, of which four need a settled value. What is counted
-- is not compared: a count follows the size of a place.
-- Grain: one row per area.
-- Parameters: indicator_id, area_code, comparator_codes, group_id.
with recursive upward as (

    select parent_code as area_code
    from areas
    where area_code = $area_code and parent_code is not null

    union

    select areas.parent_code as area_code
    from areas
    inner join upward on areas.area_code = upward.area_code
    where areas.parent_code is not null

),

latest as materialized (

    select
        *,
        comparable_target(target_value, status, false) as target_held
    from judged_series([$area_code], $indicator_id)
    where value is not null and is_settled(value_note)
    order by period_end desc, period_start
    limit 1

),

group_members as (

    select
        comparators.area_code,
        comparators.group_name
    from comparators
    inner join areas on comparators.area_code = areas.area_code
    inner join areas as this_area on this_area.area_code = $area_code
    where
        comparators.group_id = $group_id
        and comparators.area_code != $area_code
        and areas.area_type = this_area.area_type

),

shown as (

    select
        areas.area_code,
        areas.name as area_name,
        areas.area_type,
        case
            when areas.area_code = $area_code then 'this'
            when list_contains($comparator_codes, areas.area_code) then 'comparator'
            else 'peer'
        end as role,
        group_members.area_code is not null as is_in_group
    from areas
    left join group_members on areas.area_code = group_members.area_code
    where
        areas.area_code = $area_code
        or list_contains($comparator_codes, areas.area_code)
        or group_members.area_code is not null

),

measured as materialized (

    select observations.*
    from observations
    inner join latest
        on
            observations.period_start = latest.period_start
            and observations.period_end = latest.period_end
    where
        observations.indicator_id = $indicator_id
        and observations.area_code in (select area_code from shown)
        and observations.department_code is null
        and observations.breakdown_type = 'all'

),

limited as (

    select
        shown.*,
        measured.indicator_id is not null as is_measured,
        measured.value,
        measured.value_note,
        measured.numerator,
        measured.denominator,
        indicators.method,
        indicators.polarity,
        lower_limit_of(
            measured.lower_limit,
            measured.value,
            indicators.method,
            indicators.multiplier,
            measured.numerator,
            measured.denominator
        ) as lower_limit,
        upper_limit_of(
            measured.upper_limit,
            measured.value,
            indicators.method,
            indicators.multiplier,
            measured.numerator,
            measured.denominator
        ) as upper_limit,
        lower_limit_of(
            measured.lower_limit,
            measured.value,
            indicators.method,
            indicators.multiplier,
            measured.numerator,
            measured.denominator,
            confidence := 99.8
        ) as lower_limit_998,
        upper_limit_of(
            measured.upper_limit,
            measured.value,
            indicators.method,
            indicators.multiplier,
            measured.numerator,
            measured.denominator,
            confidence := 99.8
        ) as upper_limit_998
    from shown
    left join measured on shown.area_code = measured.area_code
    inner join indicators on indicators.indicator_id = $indicator_id

),

this_one as materialized (

    select * from limited
    where role = 'this'

),

grouped as (

    select
        'group' as peers,
        area_code,
        polarity,
        settled_value(value, value_note) as value
    from limited
    where (role = 'this' or is_in_group) and method != 'count'

),

group_facts as materialized (

    select
        max(group_members.group_name) as group_name,
        count(group_members.area_code) as group_size,
        count(grouped.value) as group_values
    from group_members
    left join grouped on group_members.area_code = grouped.area_code

),

placed as (

    select * from quartile_benchmark('grouped', fewest := 5)

),

compared as (

    select
        limited.*,
        if(
            limited.role = 'comparator',
            part_fault(
                this_one.method,
                this_one.value,
                this_one.value_note,
                limited.value,
                limited.value_note,
                this_one.lower_limit,
                this_one.upper_limit,
                this_one.numerator,
                this_one.denominator
            ),
            null
        ) as comparison_reason,
        if(
            limited.role = 'comparator' and comparison_reason is null,
            comparison_of_two_levels(
                limited.value,
                this_one.lower_limit,
                this_one.upper_limit,
                this_one.lower_limit_998,
                this_one.upper_limit_998,
                this_one.polarity
            ),
            null
        ) as comparison
    from limited
    cross join this_one

)

select
    compared.area_code,
    compared.area_name,
    compared.area_type,
    compared.role,
    compared.is_in_group,
    latest.period_start,
    latest.period_end,
    latest.period_label,
    compared.value,
    if(compared.is_measured, compared.value_note, 'missing') as value_note,
    compared.numerator,
    compared.denominator,
    compared.lower_limit,
    compared.upper_limit,
    compared.lower_limit_998,
    compared.upper_limit_998,
    compared.comparison,
    compared.comparison_reason,
    compared.role = 'comparator'
    and compared.area_code in (select area_code from upward) as contains_area,
    if(compared.role = 'this', latest.target_held, null) as target_value,
    if(
        compared.role = 'this',
        target_comparison_of(
            latest.target_held,
            compared.lower_limit,
            compared.upper_limit,
            compared.polarity
        ),
        null
    ) as target_comparison,
    placed.quartile,
    placed.place,
    case
        when not (compared.role = 'this' or compared.is_in_group) then null
        when group_facts.group_size = 0 then 'no_group'
        when compared.method = 'count' then 'count_of_whole'
        else placed.reason
    end as quartile_reason,
    group_facts.group_name,
    group_facts.group_size,
    group_facts.group_values
from compared
cross join latest
cross join group_facts
left join placed on compared.area_code = placed.area_code
order by compared.value desc nulls last, compared.area_name, compared.area_code
