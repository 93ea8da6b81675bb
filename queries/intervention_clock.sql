-- The intervention clock of some areas: every episode at an intervention level, each period judged
-- by the rules in force on its own last day, with the days from the day on which its first result
-- came until somebody acknowledged it, an action was agreed, and the curve turned. What has not
-- happened counts on to today, or to the end of the episode. An action that was agreed before and
-- not over counts from the first day. A signal of improvement is the control chart's, said apart.
-- Breaches that last with no action planned or under way come first, then others that last, the
-- longest first.
-- Grain: one row per indicator, area and episode.
-- Parameters: area_codes, today.
with judged as materialized (

    select *
    from judged_series_by($area_codes, null, 'rules_then')
    where coalesce(value_note, '') not in ('projected', 'partial_period')

),

episodes as materialized (

    select * from episodes_of('judged')

),

breached as (

    select judged.*
    from judged
    semi join episodes
        on judged.indicator_id = episodes.indicator_id and judged.area_code = episodes.area_code

),

-- named in a string beneath, which the linter does not read
held as (  -- noqa: ST03

    select * replace (comparable_target(target_value, status, false) as target_value)
    from breached

),

charts as materialized (

    select *
    from charts_of('held', false, null, false, false)
    where starts_with(point_type, 'improvement')

),

-- so is this
ends as (  -- noqa: ST03

    select
        episodes.indicator_id,
        episodes.area_code,
        episodes.first_breach.period_start as period_start,
        episodes.first_breach.period_end as period_end
    from episodes

    union

    select
        episodes.indicator_id,
        episodes.area_code,
        episodes.ending.period_start,
        episodes.ending.period_end
    from episodes
    where episodes.ending is not null

    union

    select
        indicator_id,
        area_code,
        period_start,
        period
    from charts

),

received as materialized (

    select * from received_days('ends')

),

begun as (

    select
        episodes.*,
        received.received_date,
        received.is_received_known,
        if(
            episodes.ending is null,
            null,
            greatest(ended.received_date, received.received_date)
        ) as ended_date,
        coalesce(ended_date, $today) as stopped_date,
        lead(episodes.first_breach.period_end) over (
            partition by episodes.indicator_id, episodes.area_code order by episodes.episode
        ) as next_breach_end
    from episodes
    inner join received
        on
            episodes.indicator_id = received.indicator_id
            and episodes.area_code = received.area_code
            and episodes.first_breach.period_start = received.period_start
            and episodes.first_breach.period_end = received.period_end
    left join received as ended
        on
            episodes.indicator_id = ended.indicator_id
            and episodes.area_code = ended.area_code
            and episodes.ending.period_start = ended.period_start
            and episodes.ending.period_end = ended.period_end

),

acknowledged as (

    select
        begun.indicator_id,
        begun.area_code,
        begun.episode,
        arg_min(acknowledgements_in_force, acknowledgements_in_force.acknowledged_date) as seen
    from begun
    inner join acknowledgements_in_force
        on
            begun.indicator_id = acknowledgements_in_force.indicator_id
            and begun.area_code = acknowledgements_in_force.area_code
            and begun.first_breach.period_end <= acknowledgements_in_force.period_end
            and begun.last_breach.period_end >= acknowledgements_in_force.period_end
    -- what was acknowledged once it was over never was while it lasted
    where begun.stopped_date >= acknowledgements_in_force.acknowledged_date
    group by begun.indicator_id, begun.area_code, begun.episode

),

-- what was agreed already comes first, then what was agreed first
answered as (

    select
        begun.indicator_id,
        begun.area_code,
        begun.episode,
        actions_in_force.action_id,
        actions_in_force.title as action_title,
        actions_in_force.status as action_status,
        actions_in_force.agreed_date,
        was_agreed(
            actions_in_force.agreed_date,
            actions_in_force.end_date,
            actions_in_force.status,
            begun.received_date
        ) as was_agreed,
        bool_or(actions_in_force.status in ('planned', 'under_way')) over (
            partition by begun.indicator_id, begun.area_code, begun.episode
        ) as is_acted_on
    from begun
    inner join action_indicators_in_force
        on
            begun.indicator_id = action_indicators_in_force.indicator_id
            and begun.area_code = action_indicators_in_force.area_code
    inner join actions_in_force
        on
            action_indicators_in_force.action_id = actions_in_force.action_id
            and begun.stopped_date >= actions_in_force.agreed_date
    where
        was_agreed(
            actions_in_force.agreed_date,
            actions_in_force.end_date,
            actions_in_force.status,
            begun.received_date
        )
        or actions_in_force.agreed_date >= begun.received_date
    qualify
        row_number() over (
            partition by begun.indicator_id, begun.area_code, begun.episode
            order by was_agreed desc, actions_in_force.agreed_date, actions_in_force.action_id
        ) = 1

),

signalled as (

    select
        begun.indicator_id,
        begun.area_code,
        begun.episode,
        arg_min(charts.period_label, charts.period) as signal_label,
        arg_min(received.received_date, charts.period) as signal_date
    from begun
    inner join charts
        on
            begun.indicator_id = charts.indicator_id
            and begun.area_code = charts.area_code
            and begun.first_breach.period_end < charts.period
            and coalesce(begun.next_breach_end > charts.period, true)
    inner join received
        on
            charts.indicator_id = received.indicator_id
            and charts.area_code = received.area_code
            and charts.period_start = received.period_start
            and charts.period = received.period_end
    group by begun.indicator_id, begun.area_code, begun.episode

)

select
    begun.indicator_id,
    begun.area_code,
    begun.episode,
    indicators.name,
    areas.name as area_name,
    indicators.unit,
    indicators.decimals,
    indicators.polarity,
    indicators.theme,
    indicators.partner,
    begun.first_breach.period_start as period_start,
    begun.first_breach.period_end as period_end,
    begun.first_breach.period_label as period_label,
    begun.first_breach.value as value,
    begun.first_breach.intervention_level as intervention_level,
    begun.periods_at_level,
    begun.last_breach.period_start as last_period_start,
    begun.last_breach.period_end as last_period_end,
    begun.last_breach.period_label as last_period_label,
    begun.last_breach.value as last_value,
    begun.received_date,
    begun.is_received_known,
    acknowledged.seen.acknowledged_date as acknowledged_date,
    acknowledged.seen.post as acknowledged_by,
    acknowledged.seen.note as acknowledged_note,
    greatest(
        date_diff('day', begun.received_date, coalesce(acknowledged_date, begun.stopped_date)), 0
    ) as days_to_acknowledge,
    answered.action_id,
    answered.action_title,
    answered.action_status,
    answered.agreed_date,
    coalesce(answered.was_agreed, false) as was_agreed,
    -- an action that was stopped or is done no longer acts
    coalesce(answered.is_acted_on, false) as is_acted_on,
    greatest(
        date_diff('day', begun.received_date, coalesce(answered.agreed_date, begun.stopped_date)), 0
    ) as days_to_action,
    begun.ended_by,
    begun.ended_date,
    begun.ending.period_label as ended_label,
    begun.ending.value as ended_value,
    greatest(date_diff('day', begun.received_date, begun.stopped_date), 0) as days_to_turn,
    begun.ended_by is null as is_open,
    -- both came on one day: nobody could have acted on the one before the other
    coalesce(begun.ended_date = begun.received_date, false) as was_over,
    signalled.signal_label,
    signalled.signal_date
from begun
inner join indicators on begun.indicator_id = indicators.indicator_id
inner join areas on begun.area_code = areas.area_code
left join acknowledged
    on
        begun.indicator_id = acknowledged.indicator_id
        and begun.area_code = acknowledged.area_code
        and begun.episode = acknowledged.episode
left join answered
    on
        begun.indicator_id = answered.indicator_id
        and begun.area_code = answered.area_code
        and begun.episode = answered.episode
left join signalled
    on
        begun.indicator_id = signalled.indicator_id
        and begun.area_code = signalled.area_code
        and begun.episode = signalled.episode
order by
    begun.ended_by is null desc,
    begun.ended_by is null and not coalesce(answered.is_acted_on, false) desc,
    begun.received_date,
    begun.indicator_id,
    begun.area_code,
    begun.episode
