-- Observations of whole areas in order, each with its stretch of comparable values.
-- A stretch ends where a series break is recorded or a value says it breaks the series; no method
-- looks across one. Grain: one row per indicator, area and period.
create or replace macro area_series(area_codes, indicator) as table
    -- materialized: the extracts are read once, however often the rows are looked at
    with extracted as materialized (

        select
            indicator_id,
            area_code,
            period_start,
            period_end,
            period_label,
            value,
            numerator,
            denominator,
            lower_limit,
            upper_limit,
            value_note,
            source_id
        from observations
        where
            list_contains(area_codes, area_code)
            and (indicator is null or indicator_id = indicator)
            and department_code is null
            and breakdown_type = 'all'

    ),

    -- a year beside its quarters is another series: kept is the length of the newest result, and of
    -- two that end together the one nearest to the definition's rhythm
    lengths as (

        select
            extracted.*,
            coalesce(months_between(indicators.frequency), 0) as months_apart,
            months_in(extracted.period_start, extracted.period_end) as months,
            first_value(months) over (
                partition by extracted.indicator_id, extracted.area_code
                order by
                    coalesce(extracted.value_note, '') in ('projected', 'partial_period'),
                    extracted.period_end desc,
                    abs(months - months_apart),
                    extracted.period_start
            ) as usual_months
        from extracted
        left join indicators on extracted.indicator_id = indicators.indicator_id

    ),

    -- what came for part of a usual period is shown, and said to be that
    observed as (

        select * exclude (months_apart, months, usual_months)
        from lengths
        where
            months_apart = 0
            or months = usual_months
            or (value_note = 'partial_period' and months < usual_months)

    ),

    breaks as (

        select
            observed.indicator_id,
            observed.area_code,
            observed.period_start,
            observed.period_end,
            count(*) as breaks_before,
            max(series_breaks.break_date) as last_break_date
        from observed
        inner join series_breaks
            on
                observed.indicator_id = series_breaks.indicator_id
                and observed.period_end >= series_breaks.break_date
                and coalesce(series_breaks.area_code, observed.area_code) = observed.area_code
        group by all

    )

    select
        observed.*,
        greatest(
            breaks.last_break_date,
            max(observed.period_start)
                filter (where observed.value_note = 'break_in_series') over so_far
        ) as last_break_date,
        coalesce(breaks.breaks_before, 0)
        + count(*) filter (where observed.value_note = 'break_in_series') over so_far as stretch
    from observed
    left join breaks
        on
            observed.indicator_id = breaks.indicator_id
            and observed.area_code = breaks.area_code
            and observed.period_start = breaks.period_start
            and observed.period_end = breaks.period_end
    window so_far as (
        partition by observed.indicator_id, observed.area_code
        order by observed.period_end
    );

-- The same series with the target in force for each period and the status it gives.
-- A target set before a break in the series is not comparable with values after it.
-- Grain: one row per indicator, area and period.
create or replace macro judged_series(area_codes, indicator) as table
    select * from judged_series_by(area_codes, indicator, 'rules_in_force');

-- The same by the rules of another table. Grain: one row per indicator, area and period.
create or replace macro judged_series_by(area_codes, indicator, rules_table) as table
    with series as materialized (

        select * from area_series(area_codes, indicator)

    ),

    fitting as (

        -- the narrowest target that covers the period, where several do; of two as wide, the later
        select
            series.indicator_id,
            series.area_code,
            series.period_start,
            series.period_end,
            arg_min(
                rules,
                row(
                    rules.period_end - rules.period_start,
                    date '9999-12-31' - rules.period_start
                )
            ) as target
        from series
        inner join query_table(rules_table) as rules
            on
                series.indicator_id = rules.indicator_id
                and series.area_code = rules.area_code
                and series.period_start >= rules.period_start
                and series.period_end <= rules.period_end
        group by all

    )

    select
        series.*,
        fitting.target.baseline_value as baseline_value,
        fitting.target.baseline_label as baseline_label,
        fitting.target.target_value as target_value,
        fitting.target.intervention_level as intervention_level,
        fitting.target.target_lower as target_lower,
        fitting.target.target_upper as target_upper,
        fitting.target.approved_by as approved_by,
        fitting.target.approved_date as approved_date,
        fitting.target.effective_from as effective_from,
        fitting.target.rule_version as rule_version,
        fitting.target.proposal_id as proposal_id,
        indicators.polarity,
        status_of(
            series.value,
            series.value_note,
            fitting.target.target_value,
            fitting.target.intervention_level,
            indicators.polarity,
            coalesce(series.value_note, '') not in ('projected', 'partial_period')
            and coalesce(
                fitting.target.approved_date >= series.last_break_date,
                series.last_break_date is null
            )
        ) as status
    from series
    inner join indicators on series.indicator_id = indicators.indicator_id
    left join fitting
        on
            series.indicator_id = fitting.indicator_id
            and series.area_code = fitting.area_code
            and series.period_start = fitting.period_start
            and series.period_end = fitting.period_end;

-- The target of a judged result where its value is held against it, else null. `is_across` takes
-- one set before a break too.
create or replace macro comparable_target(target_value, status, is_across) as
    if(
        status in ('on_target', 'within_tolerance', 'intervention')
        or (is_across and status = 'not_comparable'),
        target_value,
        null
    );

-- The latest result of each judged series, with the one before and the line that leads to it.
-- Projections are no results: the relation, rows of `judged_series`, leaves them out.
-- Grain: one row per indicator and area.
create or replace macro latest_of(relation) as table
    with results as (

        select
            *,
            row_number() over (
                partition by indicator_id, area_code order by period_end desc, period_start
            ) as age
        from query_table(relation)

    ),

    lines as (

        select
            indicator_id,
            area_code,
            arg_min(value, age) filter (where age = 2) as previous_value,
            arg_min(period_label, age) filter (where age = 2) as previous_period_label,
            arg_min(status, age) filter (where age = 2) as previous_status,
            list(value order by period_end) filter (where age <= 24) as recent_values,
            list(period_label order by period_end) filter (where age <= 24) as recent_periods,
            list(period_end order by period_end) filter (where age <= 24) as recent_ends
        from results
        group by indicator_id, area_code

    )

    select
        results.* exclude (age),
        lines.previous_value,
        lines.previous_period_label,
        lines.previous_status,
        lines.recent_values,
        lines.recent_periods,
        lines.recent_ends
    from results
    inner join lines
        on results.indicator_id = lines.indicator_id and results.area_code = lines.area_code
    where results.age = 1;
