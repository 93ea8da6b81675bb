-- Table cells: results of indicators that protect small numbers, those too small marked hidden.
-- Incoming rows stand in for published ones of the same key; was_hidden says what was published.
-- Grain: one row per observation.
-- Parameters: none.
create or replace temp table cells as
with results as (

    select
        incoming.*,
        true as is_incoming,
        coalesce(published.value_note = 'suppressed', false) as was_hidden
    from incoming
    left join published
        on
            incoming.indicator_id = published.indicator_id
            and incoming.area_code = published.area_code
            and incoming.department_code is not distinct from published.department_code
            and incoming.breakdown_type = published.breakdown_type
            and incoming.breakdown = published.breakdown
            and incoming.period_start = published.period_start
            and incoming.period_end = published.period_end
    union all
    select
        published.*,
        false as is_incoming,
        coalesce(published.value_note = 'suppressed', false) as was_hidden
    from published
    anti join incoming
        on
            published.indicator_id = incoming.indicator_id
            and published.area_code = incoming.area_code
            and published.department_code is not distinct from incoming.department_code
            and published.breakdown_type = incoming.breakdown_type
            and published.breakdown = incoming.breakdown
            and published.period_start = incoming.period_start
            and published.period_end = incoming.period_end

)

select
    results.place,
    results.is_incoming,
    results.was_hidden,
    results.indicator_id,
    results.area_code,
    areas.area_type,
    coalesce(results.department_code, '') as department_code,
    results.breakdown_type,
    results.breakdown,
    results.period_start,
    results.period_end,
    indicators.small_number_threshold as threshold,
    coalesce(results.numerator, results.value) as amount,
    -- what adds up over parts: people and things do, shares and means do not
    coalesce(
        results.numerator, if(indicators.method = 'count', results.value, null)
    ) as count_of,
    coalesce(
        results.value_note = 'suppressed'
        or (
            results.numerator > 0
            and results.numerator < indicators.small_number_threshold
        )
        or (
            results.denominator > 0
            and results.denominator < indicators.small_number_threshold
        )
        or (
            indicators.method = 'count'
            and results.value > 0
            and results.value < indicators.small_number_threshold
        ),
        false
    ) as is_hidden
from results
inner join indicators
    on results.indicator_id = indicators.indicator_id
left join areas
    on results.area_code = areas.area_code
where indicators.small_number_threshold > 0
