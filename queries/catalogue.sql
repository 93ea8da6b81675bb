-- Definition sheets that match a search in name, definition, source or code.
-- Grain: one row per indicator.
-- Parameters: search_text, collection, theme, partner.
with measured as (

    select
        indicator_id,
        list(area_type order by areas) as area_types,
        max(periods) as periods,
        min(first_period_start) as first_period_start,
        max(last_period_end) as last_period_end
    from coverage
    group by indicator_id

),

used as (

    select
        indicator_id,
        count(*) as uses
    from thread_indicators
    group by indicator_id

)

select
    indicators.* exclude (numerator, denominator),
    indicators.numerator as numerator_words,
    indicators.denominator as denominator_words,
    departments.name as department_name,
    measured.area_types,
    measured.periods,
    measured.first_period_start,
    measured.last_period_end,
    coalesce(used.uses, 0) as uses
from indicators
left join departments on indicators.department_code = departments.department_code
left join measured on indicators.indicator_id = measured.indicator_id
left join used on indicators.indicator_id = used.indicator_id
where
    ($collection is null or indicators.collection = $collection)
    and ($theme is null or indicators.theme = $theme)
    and ($partner is null or indicators.partner = $partner)
    and (
        $search_text is null
        or contains(
            lower(
                concat_ws(
                    ' ',
                    indicators.indicator_id,
                    indicators.name,
                    indicators.definition,
                    indicators.source,
                    indicators.shared_measure
                )
            ),
            lower($search_text)
        )
    )
order by indicators.name, indicators.indicator_id
