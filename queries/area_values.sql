-- One indicator in one period for some areas, beside the parent they lie in, and which of them
-- differ from it by more than chance explains.
-- The parent is one of area_codes. Areas without a result are kept, so that a map can say so.
-- The area in focus has role this. Limits at 99.8 per cent are worked out from counts, so values
-- with published limits are compared at 95 per cent alone.
-- Grain: one row per area.
-- Parameters: indicator_id, area_codes, parent_code, period_start, period_end, focus_code.
with measured as (

    select *
    from observations
    where
        indicator_id = $indicator_id
        and list_contains($area_codes, area_code)
        and period_start = $period_start
        and period_end = $period_end
        and department_code is null
        and breakdown_type = 'all'

),

limited as (

    select
        measured.* exclude (lower_limit, upper_limit),
        indicators.method,
        indicators.multiplier,
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
    from measured
    inner join indicators on measured.indicator_id = indicators.indicator_id

),

compared as (

    select
        limited.*,
        part_fault(
            limited.method,
            limited.value,
            limited.value_note,
            whole.value,
            whole.value_note,
            limited.lower_limit,
            limited.upper_limit,
            limited.numerator,
            limited.denominator
        ) as comparison_reason,
        if(
            comparison_reason is null,
            comparison_of_two_levels(
                whole.value,
                limited.lower_limit,
                limited.upper_limit,
                limited.lower_limit_998,
                limited.upper_limit_998,
                limited.polarity
            ),
            null
        ) as comparison
    from limited
    left join measured as whole on whole.area_code = $parent_code

)

select
    shown.area_code,
    shown.name as area_name,
    shown.area_type,
    shown.hex_column,
    shown.hex_row,
    compared.period_label,
    compared.value,
    compared.numerator,
    compared.denominator,
    compared.lower_limit,
    compared.upper_limit,
    compared.lower_limit_998,
    compared.upper_limit_998,
    compared.comparison,
    coalesce(compared.comparison_reason, if(compared.value is null, 'missing_value', null))
        as comparison_reason,
    compared.method,
    compared.multiplier,
    compared.polarity,
    parents.name as parent_name,
    whole.value as parent_value,
    whole.numerator as parent_numerator,
    whole.denominator as parent_denominator,
    whole.value_note as parent_note,
    if(compared.indicator_id is null, 'missing', compared.value_note) as value_note,
    if(shown.area_code = $focus_code, 'this', 'other') as role,
    if(
        compared.value is null,
        null,
        rank() over (order by compared.value desc nulls last)
    ) as position
from areas as shown
left join compared on shown.area_code = compared.area_code
left join measured as whole on whole.area_code = $parent_code
left join areas as parents on parents.area_code = $parent_code
where list_contains($area_codes, shown.area_code) and shown.area_code != $parent_code
order by compared.value desc nulls last, shown.name, shown.area_code
