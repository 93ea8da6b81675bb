-- The outcome of a claim of added value, and the single agency's own measure beside it, where the
-- initiative began and in every area that it may be compared with, each with its part and, where
-- it is left out, the reason: chosen by the viewer; named by the claim (`note` has its words);
-- same_area, contains_it or within_it; no_data; break_in_series, missing_value or never_changes.
-- Only settled values count, at the length of the treated area's own periods, between the ends
-- that it shares with half of the others, and on its own side of any break nearest the start: the
-- periods beyond it are counted in `lost_to_break`. The period that the start falls into is after
-- it. `area_codes` are those of `claim_candidates`; of those not named the ones without any value
-- are passed over. An area is listed without a period when there is none.
-- Grain: one row per measure, area and period.
-- Parameters: design, indicator_id, area_code, start_date, window_start, area_codes, treated_codes,
-- donor_codes, left_out_codes, left_out_reasons, chosen_out_codes, agency_indicator_id,
-- agency_area_code.
with recursive measures as (

    select
        'outcome' as measure,
        $indicator_id as indicator_id,
        $area_code as area_code,
        cast($treated_codes as varchar[]) as treated_codes

    union all

    select
        'agency' as measure,
        $agency_indicator_id as indicator_id,
        coalesce($agency_area_code, $area_code) as area_code,
        if($agency_area_code != $area_code, [], cast($treated_codes as varchar[])) as treated_codes
    where $agency_indicator_id is not null

),

treated as (

    select
        measures.measure,
        areas.area_code,
        areas.area_type
    from measures
    inner join areas
        on
            list_contains(measures.treated_codes, areas.area_code)
            or (len(measures.treated_codes) = 0 and measures.area_code = areas.area_code)

),

kinds as (

    select distinct
        measure,
        area_type
    from treated

),

above as (

    select
        treated.measure,
        areas.parent_code as area_code
    from treated
    inner join areas on treated.area_code = areas.area_code

    union

    select
        above.measure,
        areas.parent_code as area_code
    from above
    inner join areas on above.area_code = areas.area_code

),

beneath as (

    select
        treated.measure,
        areas.area_code
    from treated
    inner join areas on treated.area_code = areas.parent_code

    union

    select
        beneath.measure,
        areas.area_code
    from beneath
    inner join areas on beneath.area_code = areas.parent_code

),

named_out as (

    select
        unnest(cast($left_out_codes as varchar[])) as area_code,
        unnest(cast($left_out_reasons as varchar[])) as note

),

considered as materialized (

    select
        measures.measure,
        areas.area_code,
        areas.name as area_name,
        treated.area_code is not null as is_treated,
        named_out.area_code is not null
        or list_contains(cast($donor_codes as varchar[]), areas.area_code) as is_named,
        named_out.note,
        case
            when treated.area_code is not null then null
            when above.area_code is not null then 'contains_it'
            when
                areas.area_code = $area_code
                or list_contains(cast($treated_codes as varchar[]), areas.area_code)
                then 'same_area'
            when beneath.area_code is not null then 'within_it'
            when named_out.area_code is not null then 'named'
            when list_contains(cast($chosen_out_codes as varchar[]), areas.area_code) then 'chosen'
        end as out_reason
    from measures
    inner join areas on list_contains(cast($area_codes as varchar[]), areas.area_code)
    left join treated
        on measures.measure = treated.measure and areas.area_code = treated.area_code
    left join above
        on measures.measure = above.measure and areas.area_code = above.area_code
    left join beneath
        on measures.measure = beneath.measure and areas.area_code = beneath.area_code
    left join kinds
        on measures.measure = kinds.measure and areas.area_type = kinds.area_type
    left join named_out on areas.area_code = named_out.area_code
    where
        treated.area_code is not null
        or (
            $design != 'interrupted_series'
            and (
                is_named
                or (len(cast($donor_codes as varchar[])) = 0 and kinds.area_type is not null)
            )
        )

),

observed as (

    select
        'outcome' as measure,
        series.*
    from
        area_series($area_codes, $indicator_id) as series

    union all

    select
        'agency' as measure,
        series.*
    from
        area_series($area_codes, coalesce($agency_indicator_id, '')) as series

),

settled as materialized (

    select
        observed.*,
        considered.is_treated,
        considered.out_reason,
        months_in(observed.period_start, observed.period_end) as months
    from observed
    inner join considered
        on
            observed.measure = considered.measure
            and observed.area_code = considered.area_code
    where
        observed.value is not null
        and is_settled(observed.value_note)
        and coalesce(observed.period_start >= $window_start, true)

),

rhythms as (

    select
        measure,
        arg_max(months, period_end) as months
    from settled
    where is_treated
    group by measure

),

alike_periods as materialized (

    select settled.*
    from settled
    inner join rhythms on settled.measure = rhythms.measure and settled.months = rhythms.months

),

-- the stretch between breaks in which the initiative began
began_in as (

    select
        measure,
        area_code,
        coalesce(
            arg_min(stretch, period_end) filter (where period_end >= $start_date),
            arg_max(stretch, period_end)
        ) as stretch
    from alike_periods
    where is_treated
    group by measure, area_code

),

own as (

    select
        alike_periods.*,
        alike_periods.stretch = began_in.stretch as is_comparable,
        coalesce(
            alike_periods.period_start <= lag(alike_periods.period_end) over (
                partition by alike_periods.measure, alike_periods.area_code
                order by alike_periods.period_end
            ),
            false
        ) as is_overlapping
    from alike_periods
    inner join began_in
        on
            alike_periods.measure = began_in.measure
            and alike_periods.area_code = began_in.area_code

),

-- a break in one treated area is one for all of them
own_periods as (

    select
        measure,
        period_start,
        period_end,
        count(*) as treated_count,
        bool_and(is_comparable) as is_comparable,
        bool_or(is_overlapping) as is_overlapping
    from own
    group by measure, period_start, period_end

),

their_periods as (

    select
        measure,
        period_start,
        period_end,
        any_value(period_label) as period_label,
        count(*) filter (where not is_treated and out_reason is null) as donor_count
    from alike_periods
    group by measure, period_start, period_end

),

sizes as (

    select
        considered.measure,
        count(*) filter (where considered.is_treated) as treated_count,
        count(*) filter (
            where
            not considered.is_treated
            and considered.out_reason is null
            and exists (
                select 1 from alike_periods
                where
                    alike_periods.measure = considered.measure
                    and alike_periods.area_code = considered.area_code
            )
        ) as donor_count
    from considered
    group by considered.measure

),

periods as (

    select
        their_periods.*,
        coalesce(own_periods.is_comparable, false) as is_comparable,
        coalesce(own_periods.treated_count * 2 >= sizes.treated_count, false) as is_own,
        their_periods.donor_count * 2 >= sizes.donor_count as is_shared
    from their_periods
    inner join sizes on their_periods.measure = sizes.measure
    left join own_periods
        on
            their_periods.measure = own_periods.measure
            and their_periods.period_start = own_periods.period_start
            and their_periods.period_end = own_periods.period_end

),

ends as (

    select
        measure,
        coalesce(
            min(period_start) filter (where is_own and is_comparable and is_shared),
            min(period_start) filter (where is_own and is_comparable)
        ) as first_start,
        coalesce(
            max(period_end) filter (where is_own and is_comparable and is_shared),
            max(period_end) filter (where is_own and is_comparable)
        ) as last_end,
        count(*) filter (where is_own and not is_comparable) as lost_to_break
    from periods
    group by measure

),

-- a period that most have and the treated area lacks is a gap of its own, not passed over
grid as materialized (

    select
        periods.measure,
        periods.period_start,
        periods.period_end,
        periods.period_label
    from periods
    inner join ends
        on
            periods.measure = ends.measure
            and periods.period_start >= ends.first_start
            and periods.period_end <= ends.last_end
    where periods.is_own or (periods.is_shared and periods.donor_count > 0)

),

within_window as (

    select alike_periods.*
    from alike_periods
    inner join grid
        on
            alike_periods.measure = grid.measure
            and alike_periods.period_start = grid.period_start
            and alike_periods.period_end = grid.period_end

),

told_of_areas as (

    select
        measure,
        area_code,
        count(*) as periods,
        count(distinct stretch) as stretches,
        max(value) - min(value) <= 1e-12 * max(abs(value)) as is_constant
    from within_window
    group by measure, area_code

),

told_of_grid as (

    select
        measure,
        count(*) as periods
    from grid
    group by measure

),

parted as materialized (

    select
        considered.*,
        case
            when considered.is_treated or considered.out_reason is not null
                then considered.out_reason
            when told_of_areas.periods is null then 'no_data'
            when told_of_areas.stretches > 1 then 'break_in_series'
            when told_of_areas.periods < told_of_grid.periods then 'missing_value'
            when told_of_areas.is_constant then 'never_changes'
        end as reason
    from considered
    left join told_of_areas
        on
            considered.measure = told_of_areas.measure
            and considered.area_code = told_of_areas.area_code
    left join told_of_grid on considered.measure = told_of_grid.measure
    where
        -- an area like it that was never measured is not worth a word
        considered.is_named
        or considered.is_treated
        or exists (
            select 1 from settled
            where
                settled.measure = considered.measure
                and settled.area_code = considered.area_code
        )

),

told as (

    select
        parted.measure,
        parted.area_code,
        parted.area_name,
        case
            when parted.is_treated then 'treated'
            when parted.reason is null then 'donor'
            else 'left_out'
        end as part,
        parted.reason,
        if(parted.reason = 'named', parted.note, null) as note,
        grid.period_start,
        grid.period_end,
        grid.period_label,
        within_window.value,
        within_window.numerator,
        within_window.denominator,
        grid.period_end >= $start_date as is_after,
        if(
            $design in ('synthetic_control', 'difference_in_differences', 'interrupted_series'),
            $design,
            null
        ) as design,
        indicators.indicator_id,
        indicators.name as indicator_name,
        indicators.polarity,
        indicators.unit,
        indicators.decimals,
        indicators.method,
        indicators.multiplier,
        indicators.is_stock,
        indicators.numerator as counted,
        rhythms.months,
        coalesce(ends.lost_to_break, 0) as lost_to_break,
        coalesce(
            (
                select bool_or(own_periods.is_overlapping) from own_periods
                where own_periods.measure = parted.measure
            ),
            false
        ) as is_overlapping
    from parted
    inner join measures on parted.measure = measures.measure
    left join indicators on measures.indicator_id = indicators.indicator_id
    left join ends on parted.measure = ends.measure
    left join rhythms on parted.measure = rhythms.measure
    left join grid on parted.measure = grid.measure
    left join within_window
        on
            parted.measure = within_window.measure
            and parted.area_code = within_window.area_code
            and grid.period_start = within_window.period_start
            and grid.period_end = within_window.period_end

)

select * from told
order by measure desc, part != 'treated', part != 'donor', area_name, area_code, period_end
