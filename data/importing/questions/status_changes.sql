-- Statuses that the import would change, against the published targets, each pair counted.
-- Exactly on the target is on target; exactly on the intervention level is intervention. A first
-- look at the import: a break in the series, which the pages heed as well, is not looked for here.
-- Grain: one row per status before and status after.
-- Parameters: none.
with totals_after as (

    select *
    from put_in
    where
        department_code is null
        and breakdown_type = 'all'

),

totals_before as (

    select *
    from gone
    where
        department_code is null
        and breakdown_type = 'all'

),

signs as (

    select
        indicator_id,
        polarity,
        case when polarity = 'lower' then -1 else 1 end as sign
    from indicators

),

results as (

    select
        coalesce(after.indicator_id, before.indicator_id) as indicator_id,
        coalesce(after.area_code, before.area_code) as area_code,
        coalesce(after.period_start, before.period_start) as period_start,
        coalesce(after.period_end, before.period_end) as period_end,
        before.value as before_value,
        before.value_note as before_note,
        after.value as after_value,
        after.value_note as after_note
    from totals_after as after
    full join totals_before as before
        on
            after.indicator_id = before.indicator_id
            and after.area_code = before.area_code
            and after.period_start = before.period_start
            and after.period_end = before.period_end

),

judged as (

    select
        case
            when signs.polarity = 'none' then 'no_judgement'
            when results.before_note = 'suppressed' then 'suppressed'
            when results.before_value is null then 'no_data'
            when results.before_note in ('projected', 'partial_period') then 'not_comparable'
            when signs.sign * results.before_value >= signs.sign * targets.target_value
                then 'on_target'
            when signs.sign * results.before_value <= signs.sign * targets.intervention_level
                then 'intervention'
            else 'within_tolerance'
        end as status_before,
        case
            when signs.polarity = 'none' then 'no_judgement'
            when results.after_note = 'suppressed' then 'suppressed'
            when results.after_value is null then 'no_data'
            when results.after_note in ('projected', 'partial_period') then 'not_comparable'
            when signs.sign * results.after_value >= signs.sign * targets.target_value
                then 'on_target'
            when signs.sign * results.after_value <= signs.sign * targets.intervention_level
                then 'intervention'
            else 'within_tolerance'
        end as status_after
    from results
    inner join signs
        on results.indicator_id = signs.indicator_id
    inner join targets
        on
            results.indicator_id = targets.indicator_id
            and results.area_code = targets.area_code
            and results.period_start = targets.period_start
            and results.period_end = targets.period_end

)

select
    judged.status_before,
    judged.status_after,
    count(*) as status_count
from judged
where judged.status_before <> judged.status_after
group by judged.status_before, judged.status_after
order by judged.status_before, judged.status_after
