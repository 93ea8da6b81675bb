-- The story behind the curve: what was said of one indicator in one area, as far as it is shown,
-- the newest period first.
-- Grain: one row per commentary.
-- Parameters: indicator_id, area_code.
with periods as (

    select
        period_start,
        period_end,
        any_value(period_label) as period_label
    from area_series([$area_code], $indicator_id)
    group by period_start, period_end

)

select
    commentary_shown.commentary_id,
    commentary_shown.version,
    commentary_shown.period_start,
    commentary_shown.period_end,
    -- the results it looks back on may have been taken out since
    coalesce(
        periods.period_label,
        strftime(commentary_shown.period_start, '%d %b %Y')
        || ' to '
        || strftime(commentary_shown.period_end, '%d %b %Y')
    ) as period_label,
    commentary_shown.text,
    commentary_shown.owner_post,
    commentary_shown.owner_partner,
    commentary_shown.written_date
from commentary_shown
left join periods
    on
        commentary_shown.period_start = periods.period_start
        and commentary_shown.period_end = periods.period_end
where
    commentary_shown.indicator_id = $indicator_id
    and commentary_shown.area_code = $area_code
order by commentary_shown.period_end desc, commentary_shown.commentary_id desc
