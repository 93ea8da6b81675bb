-- Statuses that the import would change, against the published targets, each pair counted; judged
-- as the pages judge, by the narrowest target that covers the period. A first look at the import: a
-- break in the series, which the pages heed as well, is not looked for here.
-- Grain: one row per status before and status after.
-- Parameters: none.
with sides as (

    select
        *,
        true as is_after
    from put_in
    union all by name
    select
        *,
        false as is_after
    from gone

),

results as (

    select
        indicator_id,
        area_code,
        period_start,
        period_end,
        max(value) filter (where not is_after) as before_value,
        max(value_note) filter (where not is_after) as before_note,
        max(value) filter (where is_after) as after_value,
        max(value_note) filter (where is_after) as after_note
    from sides
    where
        department_code is null
        and breakdown_type = 'all'
        and indicator_id in (select targets.indicator_id from targets)
    group by all

),

fitting as (

    -- the narrowest target that covers the period, where several do; of two as wide, the later
    select
        results.*,
        arg_min(
            targets,
            row(
                targets.period_end - targets.period_start,
                date '9999-12-31' - targets.period_start
            )
        ) as target
    from results
    inner join targets
        on
            results.indicator_id = targets.indicator_id
            and results.area_code = targets.area_code
            and results.period_start >= targets.period_start
            and results.period_end <= targets.period_end
    group by all

),

stated as (

    select
        *,
        unnest([false, true]) as is_after,
        unnest([before_value, after_value]) as value,
        unnest([before_note, after_note]) as value_note
    from fitting

),

judged as (

    select
        stated.indicator_id,
        stated.area_code,
        stated.period_start,
        stated.period_end,
        stated.is_after,
        status_of(
            stated.value,
            stated.value_note,
            stated.target.target_value,
            stated.target.intervention_level,
            indicators.polarity,
            coalesce(stated.value_note, '') not in ('projected', 'partial_period')
        ) as status
    from stated
    inner join indicators on stated.indicator_id = indicators.indicator_id

),

pairs as (

    select
        any_value(status) filter (where not is_after) as status_before,
        any_value(status) filter (where is_after) as status_after
    from judged
    group by indicator_id, area_code, period_start, period_end

)

select
    status_before,
    status_after,
    count(*) as status_count
from pairs
where status_before != status_after
group by status_before, status_after
order by status_before, status_after
