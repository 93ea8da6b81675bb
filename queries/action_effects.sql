-- What followed an action, indicator by indicator: the values before and after its start compared,
-- beside the same at every other date and in similar areas. An association, not a proof. Settled
-- values of one stretch, with the season of a seasonal series taken out; no value is used of a
-- period that holds the start. Similar areas are those of the group, of the same kind, that no
-- action of the plan is to change: a treated area is no measure of what happens without treatment.
-- Grain: one row per indicator and area.
-- Then: before_and_after.
-- Parameters: action_id, group_id.
with served as (

    select
        action_indicators_in_force.*,
        actions_in_force.start_date,
        actions_in_force.status as action_status,
        areas.area_type
    from action_indicators_in_force
    inner join actions_in_force on action_indicators_in_force.action_id = actions_in_force.action_id
    inner join areas on action_indicators_in_force.area_code = areas.area_code
    where action_indicators_in_force.action_id = $action_id

),

alike as (

    select
        served.indicator_id,
        served.area_code as served_code,
        served.area_code
    from served

    union

    select
        served.indicator_id,
        served.area_code as served_code,
        comparators.area_code
    from served
    inner join comparators
        on served.area_code != comparators.area_code and comparators.group_id = $group_id
    inner join areas
        on comparators.area_code = areas.area_code and served.area_type = areas.area_type
    anti join action_indicators_in_force as treated
        on
            served.indicator_id = treated.indicator_id
            and comparators.area_code = treated.area_code

),

series as materialized (

    select given.*
    from
        judged_series((select list(distinct places.area_code) from alike as places), null) as given
    semi join alike
        on given.indicator_id = alike.indicator_id and given.area_code = alike.area_code

),

-- named in a string beneath, which the linter does not read
settled as (  -- noqa: ST03

    select * replace (settled_value(value, value_note) as value)
    from series
    where coalesce(value_note, '') not in ('projected', 'partial_period')

),

seasonal as materialized (

    select * from seasonal_series('settled')

)

select
    served.indicator_id,
    served.area_code,
    alike.area_code as measured_code,
    indicators.name,
    places.name as area_name,
    indicators.unit,
    indicators.decimals,
    indicators.polarity,
    served.start_date,
    served.action_status,
    served.expected_change,
    served.expected_unit,
    served.expected_by_date,
    seasonal.period_start,
    seasonal.period_end,
    seasonal.period_label,
    seasonal.value as published_value,
    seasonal.value - seasonal.season_effect as value,
    seasonal.stretch,
    seasonal.status
from served
inner join indicators on served.indicator_id = indicators.indicator_id
inner join areas as places on served.area_code = places.area_code
inner join alike
    on served.indicator_id = alike.indicator_id and served.area_code = alike.served_code
left join seasonal
    on alike.indicator_id = seasonal.indicator_id and alike.area_code = seasonal.area_code
order by
    served.indicator_id,
    served.area_code,
    alike.area_code != served.area_code,
    alike.area_code,
    seasonal.period_end,
    seasonal.period_start
